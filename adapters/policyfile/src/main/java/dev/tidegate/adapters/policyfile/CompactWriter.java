package dev.tidegate.adapters.policyfile;

import dev.tidegate.core.entitlement.AccessDuration;
import dev.tidegate.core.entitlement.Account;
import dev.tidegate.core.entitlement.Entitlement;
import dev.tidegate.core.entitlement.Name;
import dev.tidegate.core.entitlement.Parameter;
import dev.tidegate.core.entitlement.Permission;
import dev.tidegate.core.entitlement.Target;
import dev.tidegate.core.policy.AfterReviewDuty;
import dev.tidegate.core.policy.ApproverSet;
import dev.tidegate.core.policy.Condition;
import dev.tidegate.core.policy.Guardrail;
import dev.tidegate.core.policy.Policy;
import dev.tidegate.core.policy.Rule;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Writes the compact form; [CompactReader] reads it in the same order.
///
/// The version number is followed by every string once, every condition once, then accounts,
/// entitlements, rules and guardrails, which refer to them by number. Numbers have a variable
/// length. Unordered collections are written sorted by name, so that the same policy gives the same
/// bytes.
final class CompactWriter extends CompactOutput {
  private final Map<ByteBuffer, Integer> conditions = new LinkedHashMap<>();

  byte[] write(Policy policy) throws CharacterCodingException {
    Map<Name, Integer> accounts = new HashMap<>();
    list(
        sorted(policy.accounts(), Account::name),
        account -> {
          accounts.put(account.name(), accounts.size());
          account(account);
        });
    list(
        sorted(policy.entitlements(), Entitlement::name),
        entitlement ->
            entitlement(entitlement, accounts.getOrDefault(entitlement.account().name(), 0)));
    list(policy.rules(), this::rule);
    list(policy.guardrails().all(), this::guardrail);
    byte[] body = out.toByteArray();
    out = new ByteArrayOutputStream();
    out.write(CompactPolicy.FORM);
    number(texts.size());
    for (String text : texts.keySet()) {
      // Half a surrogate pair has no UTF-8 encoding: no compact form is better than one with a
      // different text.
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      number(bytes.remaining());
      out.write(bytes.array(), 0, bytes.remaining());
    }
    list(conditions.keySet(), condition -> out.writeBytes(condition.array()));
    out.writeBytes(body);
    return out.toByteArray();
  }

  private void account(Account account) {
    text(account.name().text());
    text(account.id());
    text(account.partition());
    text(account.region());
    text(account.externalId());
    labels(account.labels());
    maybe(account.unit(), this::text);
  }

  private void entitlement(Entitlement entitlement, int account) {
    text(entitlement.name().text());
    text(entitlement.description());
    number(account);
    kind(CompactKinds.of(entitlement.target()));
    switch (entitlement.target()) {
      case Target.AccessRole role -> {
        text(role.roleName());
        list(role.policies(), this::text);
      }
      case Target.ExistingRole role -> text(role.roleName());
    }
    list(entitlement.permissions(), this::permission);
    list(sorted(entitlement.parameters().values(), Parameter::name), this::parameter);
    span(entitlement.longest());
    uses(entitlement.uses());
  }

  private void permission(Permission permission) {
    list(permission.actions(), this::text);
    list(permission.resources(), this::text);
    list(
        permission.conditions(),
        one -> {
          text(one.operator());
          text(one.key());
          list(one.values(), this::text);
        });
  }

  private void parameter(Parameter parameter) {
    text(parameter.name().text());
    text(parameter.description());
    maybe(parameter.pattern().map(Pattern::pattern), this::text);
    list(parameter.choices(), this::text);
    maybe(parameter.preset(), this::text);
  }

  private void rule(Rule rule) {
    text(rule.name().text());
    list(rule.entitlements(), name -> text(name.text()));
    number(numberOf(rule.who()));
    list(rule.conditions(), condition -> number(numberOf(condition)));
    kind(CompactKinds.of(rule.effect()));
    switch (rule.effect()) {
      case Rule.Effect.Deny _, Rule.Effect.Allow _ -> {}
      case Rule.Effect.Approve approve -> {
        list(approve.sets(), this::set);
        duration(approve.answerWithin());
      }
      case Rule.Effect.BreakGlass(AccessDuration longest, AfterReviewDuty review) -> {
        span(longest);
        list(review.groups(), this::group);
        duration(review.within());
      }
    }
  }

  private void guardrail(Guardrail guardrail) {
    text(guardrail.name().text());
    list(guardrail.entitlements(), name -> text(name.text()));
    list(guardrail.in(), condition -> number(numberOf(condition)));
    list(guardrail.demands(), condition -> number(numberOf(condition)));
    kind(CompactKinds.of(guardrail.approval()));
    switch (guardrail.approval()) {
      case Guardrail.Approval.AsRulesSay _ -> {}
      case Guardrail.Approval.Always(List<ApproverSet> sets) -> list(sets, this::set);
    }
    number(guardrail.exemptsBreakGlass() ? 1 : 0);
  }

  private void set(ApproverSet set) {
    text(set.name().text());
    list(set.groups(), this::group);
    number(set.count());
  }

  private int numberOf(Condition condition) {
    ByteArrayOutputStream outer = out;
    out = new ByteArrayOutputStream();
    condition(condition);
    ByteBuffer written = ByteBuffer.wrap(out.toByteArray());
    out = outer;
    Integer known = conditions.putIfAbsent(written, conditions.size());
    return known == null ? conditions.size() - 1 : known;
  }

  private static <T> List<T> sorted(Collection<T> items, Function<T, Name> name) {
    return items.stream().sorted(Comparator.comparing(name)).toList();
  }
}
