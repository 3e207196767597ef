package dev.tidegate.benchmarks;

import java.util.Arrays;

/// Several measurements of one thing, in milliseconds.
record Sample(double[] millis) {
  Sample {
    millis = millis.clone();
    Arrays.sort(millis);
  }

  double min() {
    return millis[0];
  }

  double median() {
    int middle = millis.length / 2;
    return millis.length % 2 == 1 ? millis[middle] : (millis[middle - 1] + millis[middle]) / 2;
  }

  double max() {
    return millis[millis.length - 1];
  }
}
