package dev.tidegate.quality.api;

import dev.tidegate.adapters.lambda.http.Answered;
import dev.tidegate.adapters.lambda.http.Sent;
import dev.tidegate.core.access.SamplePolicy;
import dev.tidegate.core.access.Samples;
import dev.tidegate.core.fault.Fault;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.SecondFactor;
import dev.tidegate.core.principal.Principal;
import dev.tidegate.core.record.AuditEvent;
import dev.tidegate.core.record.ChainHead;
import dev.tidegate.core.record.EventType;
import dev.tidegate.core.record.InMemoryAuditLog;
import dev.tidegate.core.record.SignCheckpoints;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What happens before a call, by calls.
final class ApiSetup {
  static final String SUBMIT = "POST /v1/requests";
  static final String APPROVE = "POST /v1/requests/{id}/approve";

  private ApiSetup() {}

  static Map<String, Object> ask() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("entitlement", "orders-table-read");
    body.put("parameters", Map.of("table", "orders"));
    body.put("duration", "1h");
    body.put("use", "incident");
    body.put("ticket", "OPS-123");
    body.put("reason", "orders stay in the queue");
    return body;
  }

  static Map<String, Object> with(Map<String, Object> body, String field, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(body);
    more.put(field, value);
    return more;
  }

  static Answered submitted(Functions functions) {
    return functions.send(Sent.to(SUBMIT).as(Samples.ALICE).json(ask())).expect(201);
  }

  static Sent afterTwo(Functions functions, Sent sent) {
    submitted(functions);
    submitted(functions);
    return sent;
  }

  static Sent sentBefore(Functions functions, Sent sent) {
    functions.send(sent);
    return sent;
  }

  /// Returns an answer of Bob's to a new request.
  static Sent answer(Functions functions, String route) {
    Answered request = submitted(functions);
    return answer(route, request, Samples.BOB);
  }

  static Sent answer(String route, Answered request, Principal who) {
    return Sent.to(route)
        .as(who)
        .id(request.text("id"))
        .json(Map.of("hash", request.text("hash"), "comment", "seen"));
  }

  static Map<String, Object> more(String grant) {
    return Map.of("continues", grant, "duration", "30m", "reason", "not done yet");
  }

  static Map<String, Object> glass() {
    return with(ask(), "breakGlass", true);
  }

  static Sent withGlass(Functions functions, Sent sent) {
    functions.policy = functions.policy.plus(SamplePolicy.glass());
    return sent;
  }

  /// Returns Sam's review of a glass that Alice broke.
  static Sent lookingBack(Functions functions, String route) {
    Sent broken = withGlass(functions, Sent.to(SUBMIT).as(Samples.ALICE).json(glass()));
    Answered request = functions.send(broken).expect(201);
    return Sent.to(route)
        .as(Samples.SAM)
        .id(request.text("id"))
        .json(Map.of("hash", request.text("hash"), "verdict", "question", "comment", "why?"));
  }

  /// Returns an answer to a request that was answered otherwise.
  static Sent late(Functions functions, String first, String second) {
    Answered request = submitted(functions);
    functions.send(answer(first, request, Samples.BOB)).expect(200);
    return answer(second, request, Samples.CAROL);
  }

  static String scheduled(Functions functions) {
    return functions.send(answer(functions, APPROVE)).expect(200).text("grant.id");
  }

  static String active(Functions functions) {
    String grant = scheduled(functions);
    functions.start(grant);
    return grant;
  }

  static String request(String grant) {
    return grant.replace("g-", "r-");
  }

  /// Returns the call for the second page of a list that two submissions, or two pushes, are in.
  static Sent nextPage(Functions functions, Sent first) {
    afterTwo(functions, first);
    functions.push(Functions.FILE + "# one\n");
    functions.push(Functions.FILE + "# two\n");
    return first.query("page", functions.send(first).expect(200).text("next"));
  }

  static Sent afterPush(Functions functions, Sent sent) {
    functions.push(Functions.FILE);
    return sent;
  }

  /// After two events were recorded and signed, each by a checkpoint of its own.
  static Sent recorded(Functions functions, Sent sent) {
    SignCheckpoints sign =
        new SignCheckpoints(
            functions.record,
            functions.record,
            functions.record,
            functions.record,
            new InMemoryAuditLog("checkpoints"),
            SignCheckpoints.GRACE);
    ChainHead head = ChainHead.START;
    for (int i = 1; i <= 2; i++) {
      AuditEvent event =
          AuditEvent.after(
              head,
              Samples.id(1).text(),
              Samples.T0.plusSeconds(i),
              EventType.REVIEW_GIVEN,
              Samples.BOB.actor(),
              Map.of("verdict", "approve"));
      functions.record.put(
          event, i == 1 ? Optional.empty() : Optional.of(Samples.T0.plusSeconds(i - 1)));
      head = event.head();
      sign.sign(Samples.T0.plusSeconds(i + 1).plus(SignCheckpoints.GRACE));
    }
    return sent;
  }

  /// Returns the call for the second page of a list of the record.
  static Sent nextRecorded(Functions functions, Sent first) {
    recorded(functions, first);
    return first.query("page", functions.send(first).expect(200).text("next"));
  }

  static Sent failing(Functions functions, Fault.Kind kind, Sent sent) {
    functions.failing = Optional.of(kind);
    return sent;
  }

  static Sent conditional(Functions functions, Sent sent) {
    functions.policy =
        functions.policy.developers(
            SamplePolicy.approval(SamplePolicy.set("leads", 1, Samples.LEADS)),
            new Condition.TicketLike(Pattern.compile("OPS-[0-9]+")),
            new Condition.AccountLabels(new TreeMap<>(Map.of("team", "payments"))),
            new SecondFactor(Optional.of(Duration.ofMinutes(15))));
    return sent;
  }

  static Sent tooLarge(Functions functions, Sent sent) {
    functions.tooLarge = true;
    return sent;
  }
}
