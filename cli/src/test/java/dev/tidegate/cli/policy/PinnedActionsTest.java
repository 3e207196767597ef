package dev.tidegate.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.core.entitlement.ActionDecision;
import dev.tidegate.core.entitlement.ActionDecision.Verdict;
import dev.tidegate.core.entitlement.ActionDecisions;
import dev.tidegate.policytools.KnownActions.Answer;
import dev.tidegate.policytools.KnownActions.Known;
import dev.tidegate.policytools.KnownActions.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Every action of IAM, as pinned, against the decisions of core's `actions.txt`: when the list is
/// renewed, this names what somebody has to decide about.
class PinnedActionsTest {
  private static final Path DECISIONS_FILE =
      Path.of("../core/src/main/resources/dev/tidegate/core/entitlement/actions.txt");
  private static final Path SECURITY = Path.of("../SECURITY.md");
  private static final String BEGIN =
      "<!-- Figures of actions, written by PinnedActionsTest with -Dpolicies=apply -->\n";
  private static final String END = "<!-- End of figures -->";

  private static final IamActions IAM = new IamActions();
  private static final ActionDecisions DECISIONS = ActionDecisions.get();

  @Test
  void somebodyHasDecidedAboutEachActionOfPermissionsManagement() {
    List<String> undecided =
        all().stream()
            .filter(action -> action.level() == Level.PERMISSIONS_MANAGEMENT)
            .map(Known::name)
            .filter(name -> DECISIONS.of(name).isEmpty())
            .toList();

    assertThat(undecided)
        .as("write each into a section of actions.txt: refuse, deny, tell or leave")
        .isEmpty();
  }

  /// Where the rest of a service is refused, an open name is judged by what it covers, so each
  /// action has to be there.
  @Test
  void eachActionOfAServiceOfWhichLittleMayBeGivenIsNamed() {
    List<String> unnamed = new ArrayList<>();
    for (ActionDecision whole : DECISIONS.all()) {
      if (!whole.action().endsWith(":*")) {
        continue;
      }
      String service = whole.action().substring(0, whole.action().length() - 1);
      boolean alone =
          DECISIONS.all().stream()
              .noneMatch(
                  other -> other.action().startsWith(service) && !other.action().endsWith("*"));
      if (!alone) {
        IAM.covered(whole.action()).stream()
            .map(Known::name)
            .filter(name -> DECISIONS.of(name).equals(Optional.of(whole)))
            .forEach(unnamed::add);
      }
    }

    assertThat(unnamed).isEmpty();
  }

  @Test
  void eachDecisionIsAboutAnActionThatIamHasOrSaysThatTheListLacksIt() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (String line : Files.readAllLines(DECISIONS_FILE)) {
      if (line.isEmpty() || line.startsWith("#") || line.startsWith("==")) {
        continue;
      }
      String service = line.substring(0, line.indexOf(':'));
      for (String name : line.substring(service.length() + 2).split(" ")) {
        boolean lacking = name.startsWith("+");
        Answer answer = IAM.about(service + ":" + (lacking ? name.substring(1) : name));
        if (answer != (lacking ? Answer.UNKNOWN_ACTION : Answer.KNOWN)) {
          wrong.add(service + ":" + name);
        }
      }
    }

    assertThat(wrong).as("misspelt, gone, or no longer to be written with a +").isEmpty();
  }

  @Test
  void theFiguresInTheSecurityPageAreThoseOfToday() throws IOException {
    String text = Files.readString(SECURITY);
    String wanted =
        text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
            + figures()
            + text.substring(text.indexOf(END));
    if ("apply".equals(System.getProperty("policies"))) {
      Files.writeString(SECURITY, wanted);
    }

    assertThat(Files.readString(SECURITY)).as("-Dpolicies=apply writes them").isEqualTo(wanted);
  }

  private static String figures() {
    Map<Verdict, Integer> actions = new EnumMap<>(Verdict.class);
    Map<Verdict, Integer> permissions = new EnumMap<>(Verdict.class);
    int undecided = 0;
    for (Known action : all()) {
      Optional<ActionDecision> decision = DECISIONS.of(action.name());
      if (decision.isEmpty()) {
        undecided++;
        continue;
      }
      Verdict verdict = decision.get().verdict();
      actions.merge(verdict, 1, Integer::sum);
      if (action.level() == Level.PERMISSIONS_MANAGEMENT) {
        permissions.merge(verdict, 1, Integer::sum);
      }
    }
    return String.format(
        Locale.ROOT,
        """
        | of IAM's %,d actions | all | "Permissions management" |
        |---|---|---|
        | refused by the language and denied to sessions | %,d | %d |
        | denied to sessions, refused in temporary policies | %,d | %d |
        | given, and told to whoever asks and approves | %,d | %d |
        | looked at and left | %,d | %d |
        | not named there: nothing is known to remain of them | %,d | 0 |
        """,
        all().size(),
        actions.get(Verdict.REFUSE),
        permissions.getOrDefault(Verdict.REFUSE, 0),
        actions.get(Verdict.DENY),
        permissions.getOrDefault(Verdict.DENY, 0),
        actions.get(Verdict.TELL),
        permissions.getOrDefault(Verdict.TELL, 0),
        actions.get(Verdict.LEAVE),
        permissions.getOrDefault(Verdict.LEAVE, 0),
        undecided);
  }

  private static List<Known> all() {
    return IAM.services().stream()
        .flatMap(service -> IAM.covered(service + ":*").stream())
        .toList();
  }
}
