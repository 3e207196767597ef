package dev.tidegate.core.entitlement;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The decisions in `actions.txt` about actions whose effects outlast a grant: whether they are
/// refused, denied, mentioned or ignored. The file describes its own format.
///
/// An action that is not in it is neither refused nor mentioned, unless there is a decision about
/// its whole service. Names are compared ignoring case, as IAM does. The file is read once, in
/// milliseconds.
public final class ActionDecisions {
  private static final String FILE = "actions.txt";
  private static final Pattern SECTION =
      Pattern.compile("== (refuse|deny|tell|leave) ([a-z]+): (.+)");

  private final Map<String, NavigableMap<String, ActionDecision>> named = new HashMap<>();
  private final Map<String, ActionDecision> whole = new HashMap<>();
  private final List<ActionDecision> all = new ArrayList<>();

  /// Loads the file on first use.
  private static final class Holder {
    private static final ActionDecisions DECISIONS = new ActionDecisions();
  }

  private ActionDecisions() {
    try (InputStream in = ActionDecisions.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing");
      }
      read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the decisions.
  public static ActionDecisions get() {
    return Holder.DECISIONS;
  }

  /// Returns every decision, in the order of the file.
  public List<ActionDecision> all() {
    return List.copyOf(all);
  }

  /// Returns the decision about `action`, such as `s3:PutBucketPolicy`, or about its whole service;
  /// empty when there is none.
  public Optional<ActionDecision> of(String action) {
    Parts name = Parts.of(action);
    return Optional.ofNullable(actions(name.service).get(name.action))
        .or(() -> Optional.ofNullable(whole.get(name.service)));
  }

  /// Returns the decisions about the actions that `action` equals or, when it ends in `*`, covers;
  /// if there are none, the one about its whole service. Sorted by name.
  public List<ActionDecision> covered(String action) {
    if (!action.endsWith("*")) {
      return of(action).stream().toList();
    }
    Parts name = Parts.of(action.substring(0, action.length() - 1));
    Collection<ActionDecision> found =
        actions(name.service)
            .subMap(name.action, true, name.action + Character.MAX_VALUE, false)
            .values();
    return found.isEmpty()
        ? Optional.ofNullable(whole.get(name.service)).stream().toList()
        : List.copyOf(found);
  }

  private NavigableMap<String, ActionDecision> actions(String service) {
    return named.getOrDefault(service, new TreeMap<>());
  }

  private void read(List<String> lines) {
    ActionDecision section =
        new ActionDecision(
            "", ActionDecision.Verdict.LEAVE, ActionDecision.Kind.NONE, "no section yet");
    for (String line : lines) {
      Matcher begins = SECTION.matcher(line);
      if (begins.matches()) {
        section =
            new ActionDecision(
                "",
                ActionDecision.Verdict.valueOf(begins.group(1).toUpperCase(Locale.ROOT)),
                ActionDecision.Kind.valueOf(begins.group(2).toUpperCase(Locale.ROOT)),
                begins.group(3));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        String service = line.substring(0, line.indexOf(':'));
        for (String name : line.substring(service.length() + 2).split(" ")) {
          add(service, name.startsWith("+") ? name.substring(1) : name, section);
        }
      }
    }
  }

  private void add(String service, String name, ActionDecision section) {
    ActionDecision decision =
        new ActionDecision(
            service + ":" + name, section.verdict(), section.kind(), section.reason());
    all.add(decision);
    ActionDecision before =
        name.equals("*")
            ? whole.put(service, decision)
            : named
                .computeIfAbsent(service, _ -> new TreeMap<>())
                .put(name.toLowerCase(Locale.ROOT), decision);
    if (before != null) {
      throw new IllegalStateException(FILE + " decides twice about " + decision.action());
    }
  }

  private record Parts(String service, String action) {
    static Parts of(String text) {
      String lower = text.toLowerCase(Locale.ROOT);
      int colon = lower.indexOf(':');
      return new Parts(lower.substring(0, colon), lower.substring(colon + 1));
    }
  }
}
