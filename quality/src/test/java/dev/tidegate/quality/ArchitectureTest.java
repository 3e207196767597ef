package dev.tidegate.quality;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The arrows: functions -> adapters -> wire -> core, and what each part may not even see.
class ArchitectureTest {
  private static final String CORE = "dev.tidegate.core..";
  private static final String WIRE = "dev.tidegate.wire..";
  private static final String ADAPTERS = "dev.tidegate.adapters..";

  /// What the adapters that call AWS share.
  private static final String AWS = "dev.tidegate.adapters.aws..";

  private static final String COMPOSITION = "dev.tidegate.composition..";
  private static final String FUNCTIONS = "dev.tidegate.functions..";
  private static final Set<String> CLOCKS =
      Set.of(
          "java.time.Instant.now",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.lang.System.currentTimeMillis");

  private static final Set<String> SDK_EXCEPTIONS =
      Set.of(
          "software.amazon.awssdk.core.exception.SdkException",
          "software.amazon.awssdk.core.exception.SdkClientException",
          "software.amazon.awssdk.core.exception.SdkServiceException",
          "software.amazon.awssdk.awscore.exception.AwsServiceException");

  private static JavaClasses all = new ClassFileImporter().importClasses();

  @BeforeAll
  static void readTheClassesOfEveryModule() {
    List<Path> folders =
        Repository.modules().stream()
            .map(module -> Repository.root().resolve(module).resolve("target/classes"))
            .toList();
    assertThat(folders)
        .as("compiled modules: run mvn verify from the top")
        .isNotEmpty()
        .allMatch(Files::isDirectory);
    all = new ClassFileImporter().importPaths(folders);
  }

  @Test
  void coreSeesTheJdkAndAnnotationsOnly() {
    classes()
        .that()
        .resideInAPackage(CORE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(CORE, "java..", "org.jspecify..")
        .check(all);
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.util.logging..", "java.lang.reflect..", "java.net.http..", "java.sql..")
        .check(all);
  }

  @Test
  void wireSeesCoreAndJacksonAndItsTreeSeesNothingOfOurs() {
    classes()
        .that()
        .resideInAPackage(WIRE)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(CORE, WIRE, "com.fasterxml.jackson.core..", "java..", "org.jspecify..")
        .check(all);
    classes()
        .that()
        .resideInAPackage("dev.tidegate.wire.json..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.tidegate.wire.json..", "com.fasterxml.jackson.core..", "java..", "org.jspecify..")
        .check(all);
  }

  @Test
  void jsonIsReadAndWrittenByWireAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages(WIRE, "dev.tidegate.local..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson..")
        .check(all);
  }

  @Test
  void coreAndAdaptersReadNoClock() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE, WIRE, ADAPTERS)
        .should()
        .callMethodWhere(
            describe("it reads a clock", (JavaMethodCall call) -> readsClock(call.getTarget())))
        .check(all);
  }

  @Test
  void adaptersSeeWhatTheyShareButNotEachOtherNorFunctions() {
    slices()
        .matching("dev.tidegate.adapters.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(resideInAPackage(ADAPTERS), resideInAPackage(AWS))
        .check(all);
    noClasses()
        .that()
        .resideInAPackage(AWS)
        .should()
        .dependOnClassesThat(resideInAPackage(ADAPTERS).and(not(resideInAPackage(AWS))))
        .check(all);
    noClasses()
        .that()
        .resideInAPackage(ADAPTERS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(COMPOSITION, FUNCTIONS, "dev.tidegate.cli..", "dev.tidegate.local..")
        .check(all);
  }

  /// It is made of adapters and core, for functions and for nobody else.
  @Test
  void compositionSeesNoFunctionAndOnlyFunctionsSeeIt() {
    noClasses()
        .that()
        .resideInAPackage(COMPOSITION)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(FUNCTIONS, "dev.tidegate.cli..", "dev.tidegate.local..")
        .check(all);
    noClasses()
        .that()
        .resideOutsideOfPackages(COMPOSITION, FUNCTIONS)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(COMPOSITION)
        .check(all);
  }

  /// What a failed AWS call means is decided in one place, so no other catches the exceptions that
  /// all services share. A service's own, such as `NoSuchEntityException`, may be an answer.
  @Test
  void onlyOnePlaceTranslatesWhatTheSdkThrows() {
    Set<String> translating = catching(resideInAnyPackage(ADAPTERS, FUNCTIONS));
    assertThat(translating).containsExactly("dev.tidegate.adapters.aws.AwsFaults");
  }

  /// Returns the classes that catch what any AWS service may throw.
  private static Set<String> catching(DescribedPredicate<JavaClass> which) {
    return all.stream()
        .filter(which)
        .filter(
            type ->
                type.getCodeUnits().stream()
                    .flatMap(unit -> unit.getTryCatchBlocks().stream())
                    .flatMap(block -> block.getCaughtThrowables().stream())
                    .anyMatch(caught -> SDK_EXCEPTIONS.contains(caught.getName())))
        .map(JavaClass::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void functionsDoNotSeeEachOther() {
    slices()
        .matching("dev.tidegate.functions.(*)..")
        .should()
        .notDependOnEachOther()
        .allowEmptyShould(true)
        .check(all);
  }

  @Test
  void noPackagesDependInACircle() {
    for (String part :
        List.of("core.(**)", "wire.(**)", "policytools.(**)", "cli.(**)", "local.(*)..")) {
      slices()
          .matching("dev.tidegate." + part)
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true)
          .check(all);
    }
    for (String part : List.of("adapters", "functions")) {
      slices()
          .matching("dev.tidegate." + part + ".(*).(*)..")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true)
          .check(all);
    }
  }

  @Test
  void noFunctionHoldsWhatPolicyAuthorsUse() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE, ADAPTERS, FUNCTIONS)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.tidegate.policytools..")
        .check(all);
    noClasses()
        .that()
        .resideInAnyPackage(CORE, ADAPTERS)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.tidegate.reports..")
        .check(all);
  }

  @Test
  void onlySessionsCanMint() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.tidegate.functions.sessions..", "dev.tidegate.adapters.sts..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.tidegate.adapters.sts..")
        .check(all);
    assertThat(
            Repository.files(path -> path.matches("functions/[^/]+/pom\\.xml")).stream()
                .filter(
                    path -> Repository.text(path).orElse("").contains(">tidegate-adapter-sts<")))
        .isSubsetOf("functions/sessions/pom.xml");
  }

  @Test
  void noFunctionBothApprovesAndGives() {
    Set<String> approving = functionsThatUse("request.ReviewRequest");
    Set<String> giving = functionsThatUse("grant.IssueSession");
    giving.addAll(functionsThatUse("grant.StartGrant"));
    assertThat(approving).isNotEmpty();
    assertThat(giving).hasSize(2);
    approving.retainAll(giving);
    assertThat(approving).isEmpty();
  }

  /// Returns the functions whose classes use a verb of core's.
  private static Set<String> functionsThatUse(String verb) {
    return all.stream()
        .filter(type -> type.getPackageName().startsWith("dev.tidegate.functions."))
        .filter(
            type ->
                type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getName())
                    .anyMatch(("dev.tidegate.core.access." + verb)::equals))
        .map(JavaClass::getPackageName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean readsClock(AccessTarget target) {
    return CLOCKS.contains(target.getOwner().getName() + "." + target.getName());
  }
}
