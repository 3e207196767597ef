package dev.tidegate.local;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests an emulator without stacks, one for all classes that ask; it is stopped after the
/// last. A test names what it makes so that no other makes the same.
final class OneEmulator implements ParameterResolver {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(OneEmulator.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == LocalAws.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(SPACE)
        .computeIfAbsent(
            "emulator",
            key -> LocalAws.start(RepoRoot.path(), Progress.to(System.out)),
            LocalAws.class);
  }
}
