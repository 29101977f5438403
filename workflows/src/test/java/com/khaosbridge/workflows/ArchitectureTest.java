package com.khaosbridge.workflows;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Random;
import java.util.Set;
import java.util.Timer;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(
    packages = "com.khaosbridge.workflows",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final Set<String> NOT_BY_REPLAY =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID",
          "java.time.ZoneId.systemDefault",
          "java.util.Collection.parallelStream",
          "java.lang.Object.wait",
          "java.lang.Object.notify",
          "java.lang.Object.notifyAll",
          "java.lang.Object.hashCode");

  @ArchTest
  static final ArchRule workflow_code_touches_no_clock_no_environment_and_no_chance =
      noClasses()
          .should()
          .accessTargetWhere(
              new DescribedPredicate<JavaAccess<?>>("differs from run to run") {
                @Override
                public boolean test(JavaAccess<?> access) {
                  String owner = access.getTargetOwner().getFullName();
                  String name = access.getTarget().getName();
                  return NOT_BY_REPLAY.contains(owner + "." + name)
                      || (owner.startsWith("java.time.") && name.equals("now"))
                      || (owner.equals("java.time.Clock"));
                }
              })
          .because("a replay must decide as the first run did");

  @ArchTest
  static final ArchRule workflow_code_makes_no_threads_and_no_random_numbers =
      noClasses()
          .should()
          .dependOnClassesThat(
              Predicates.assignableTo(Thread.class)
                  .or(Predicates.assignableTo(Random.class))
                  .or(Predicates.assignableTo(UUID.class))
                  .or(Predicates.assignableTo(Timer.class))
                  .or(Predicates.assignableTo(java.util.random.RandomGenerator.class))
                  .or(
                      Predicates.resideInAPackage("java.util.concurrent..")
                          .as("java.util.concurrent")));

  @ArchTest
  static final ArchRule workflow_code_does_no_io_and_knows_no_framework_but_temporal =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..",
              "java.nio..",
              "java.net..",
              "java.sql..",
              "javax..",
              "jakarta..",
              "org.springframework..",
              "okhttp3..",
              "tools.jackson..",
              "com.fasterxml..",
              "io.temporal.client..",
              "io.temporal.serviceclient..",
              "io.temporal.worker..",
              "com.khaosbridge.activities..",
              "com.khaosbridge.sandbox..",
              "com.khaosbridge.worker..",
              "com.khaosbridge.starter..");

  @ArchTest
  static final ArchRule packages_form_no_cycle =
      slices().matching("com.khaosbridge.(workflows..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule names_say_what_a_class_is =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Processor|Common|Misc)");

  @ArchTest
  static final ArchRule every_package_states_its_purpose_and_is_null_marked =
      classes()
          .should(
              new ArchCondition<>("be in a package with a null-marked package-info") {
                @Override
                public void check(JavaClass checked, ConditionEvents events) {
                  JavaPackage its = checked.getPackage();
                  boolean marked =
                      its.tryGetPackageInfo()
                          .filter(info -> info.isAnnotatedWith(NullMarked.class))
                          .isPresent();
                  events.add(
                      new SimpleConditionEvent(
                          checked, marked, its.getName() + " has no null-marked package-info"));
                }
              });

  @ArchTest
  static final ArchRule workflows_are_known_by_their_interfaces =
      classes()
          .that()
          .haveSimpleNameEndingWith("Workflow")
          .should()
          .onlyHaveDependentClassesThat(
              new DescribedPredicate<JavaClass>("are the workflow itself") {
                @Override
                public boolean test(JavaClass dependent) {
                  return dependent.getSimpleName().endsWith("Workflow");
                }
              });
}
