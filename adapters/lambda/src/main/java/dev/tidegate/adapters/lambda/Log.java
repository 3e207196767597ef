package dev.tidegate.adapters.lambda;

import dev.tidegate.core.fault.Fault;
import dev.tidegate.wire.json.Json;
import dev.tidegate.wire.json.JsonWriter;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// Writes log lines: one JSON object a line, to standard output, with keys from [LogKey].
///
/// Values are written by their `toString`, which is `***` for credentials. Of an exception, the
/// classes and frames are written. The message is written only for a [Fault], which promises to
/// contain no secret; for exceptions of AWS, the error code and request id are.
public final class Log {
  private static final int FRAMES = 12;
  private static final int CAUSES = 5;

  private final PrintStream out;
  private final Map<String, Json> always;

  private Log(PrintStream out, Map<String, Json> always) {
    this.out = out;
    this.always = always;
  }

  /// Returns the log of a function.
  public static Log of(String function) {
    return to(System.out, function);
  }

  /// Returns the log of a function that goes to `out`.
  public static Log to(PrintStream out, String function) {
    return new Log(out, Map.of(LogKey.FUNCTION.word(), new Json.Str(function)));
  }

  /// Returns a log whose lines all carry `value` as well.
  public Log with(LogKey key, Object value) {
    Map<String, Json> more = new LinkedHashMap<>(always);
    more.put(key.word(), plain(value));
    return new Log(out, more);
  }

  /// Begins a line about something that went as expected.
  public Line info(String message) {
    return new Line("INFO", message);
  }

  /// Begins a line about something that needs attention.
  public Line warn(String message) {
    return new Line("WARN", message);
  }

  /// Begins a line about something that failed.
  public Line error(String message) {
    return new Line("ERROR", message);
  }

  /// Builds a line; [#write] writes it.
  public final class Line {
    private final Json.Builder fields = Json.object();

    private Line(String level, String message) {
      fields.put("level", level);
      fields.put("message", message);
      always.forEach(fields::put);
    }

    /// Adds a value.
    public Line with(LogKey key, Object value) {
      fields.put(key.word(), plain(value));
      return this;
    }

    /// Adds what may be logged of an exception.
    public Line with(Throwable failure) {
      List<String> chain = new ArrayList<>();
      Throwable at = failure;
      while (at != null && chain.size() < CAUSES) {
        chain.add(told(at));
        at = at.getCause();
      }
      List<String> frames = new ArrayList<>();
      for (StackTraceElement frame : failure.getStackTrace()) {
        if (frames.size() < FRAMES) {
          frames.add(frame.toString());
        }
      }
      fields.put(LogKey.ERROR.word(), chain);
      fields.put(LogKey.FRAMES.word(), frames);
      return this;
    }

    /// Writes the line.
    public void write() {
      out.println(JsonWriter.compact(fields.build()));
    }
  }

  private static String told(Throwable failure) {
    String name = failure.getClass().getName();
    return switch (failure) {
      case Fault fault -> name + " " + fault.kind() + ": " + fault.getMessage();
      case AwsServiceException aws when aws.awsErrorDetails() != null ->
          name + " " + aws.awsErrorDetails().errorCode() + ", request " + aws.requestId();
      default -> name;
    };
  }

  private static Json plain(Object value) {
    return switch (value) {
      case Number number -> new Json.Num(number.toString());
      case Boolean truth -> new Json.Bool(truth);
      default -> new Json.Str(value.toString());
    };
  }
}
