package dev.tidegate.cli.shell;

/// The exit codes of the program. Scripts rely on them, so a number never changes its meaning.
/// `exec` ends with its child's code instead.
public enum ExitCode {
  OK(0, "done"),
  INTERNAL(1, "a fault of Tidegate itself, here or on the server; quote the id in the message"),
  USAGE(2, "the command or a value in it is not well formed; nothing was done"),
  NOT_SIGNED_IN(3, "not signed in, or the sign-in was refused or has run out"),
  REFUSED(4, "the policy says no, or it is not yours to do"),
  NOT_FOUND(5, "no such thing, or you may not see it"),
  CONFLICT(6, "the thing is in another state, or has changed since you saw it"),
  UNREACHABLE(7, "the server cannot be reached, or is busy after several tries"),
  TIMED_OUT(8, "waited as long as was asked, and there is no answer yet"),
  ANSWERED_NO(9, "the request that was waited for was denied, withdrawn or has expired"),
  NOT_ACCEPTED(
      10, "well formed but not acceptable: policy findings, a session policy that is too large"),
  LOCAL(11, "a file or setting on this machine is missing, unsafe or not ours to change"),
  NOT_CONFIRMED(12, "you were asked and did not say yes; nothing was done"),
  DIFFERENT(13, "two policies that were compared do not give the same"),
  BROKEN_RECORD(14, "an export of the record is not as it was signed"),
  UNSIGNED_RECORD(15, "nothing in an export of the record is signed yet"),
  FOUND(16, "a check of the target accounts found something, or could not read one");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /// Returns the exit status of the process.
  public int number() {
    return number;
  }

  /// Returns a one-line description for the reference.
  public String meaning() {
    return meaning;
  }

  /// Returns the name used in JSON, for example `not-signed-in`.
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
