# Sourced: sets JAVA_HOME to a JDK 25 or newer, or says what to install. POSIX sh.
tidegate_jdk_ok() {
  [ -x "$1/bin/javac" ] && [ "$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')" -ge 25 ] 2>/dev/null
}
tidegate_find_jdk() {
  for candidate in "${JAVA_HOME:-}" \
    "$(command -v javac >/dev/null 2>&1 && dirname "$(dirname "$(readlink -f "$(command -v javac)")")")" \
    /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if [ -n "$candidate" ] && tidegate_jdk_ok "$candidate"; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  echo "Tidegate needs a JDK 25 or newer, and found none in JAVA_HOME, on the PATH, or under /usr/lib/jvm, ~/.sdkman and ~/.jdks." >&2
  echo "Install one (for example Eclipse Temurin 25) or set JAVA_HOME, then run this again." >&2
  return 1
}
tidegate_find_jdk || exit 1
