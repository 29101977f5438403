package com.khaosbridge.activities;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@AnalyzeClasses(
    packages = "com.khaosbridge.activities",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "com.khaosbridge.activities.";
  private static final int LONGEST_CLASS = 300;

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      slices().matching(ROOT + "(**)").should().beFreeOfCycles();

  /** Who may know whom, from the edge inwards. */
  @ArchTest
  static final ArchRule dependenciesPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("com.khaosbridge.activities..")
          .layer("settings")
          .definedBy(ROOT + "settings..")
          .layer("history")
          .definedBy(ROOT + "history..")
          .layer("reconciling")
          .definedBy(ROOT + "reconciling..")
          .layer("observing")
          .definedBy(ROOT + "observing..")
          .layer("sending")
          .definedBy(ROOT + "sending..")
          .layer("signals")
          .definedBy(ROOT + "signals..")
          .layer("destinations")
          .definedBy(ROOT + "emarsys..", ROOT + "dotdigital..")
          .layer("erp")
          .definedBy(ROOT + "khaos..")
          .layer("credits")
          .definedBy(ROOT + "credits..")
          .layer("ledger")
          .definedBy(ROOT + "ledger..")
          .layer("destination")
          .definedBy(ROOT + "destination..")
          .whereLayer("settings")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("history")
          .mayOnlyBeAccessedByLayers("settings")
          .whereLayer("reconciling")
          .mayOnlyBeAccessedByLayers("settings")
          .whereLayer("observing")
          .mayOnlyBeAccessedByLayers("history", "settings", "reconciling")
          .whereLayer("sending")
          .mayOnlyBeAccessedByLayers("history", "settings", "reconciling")
          .whereLayer("signals")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("destinations")
          .mayOnlyBeAccessedByLayers("settings")
          .whereLayer("erp")
          .mayOnlyBeAccessedByLayers(
              "observing", "sending", "history", "settings", "credits", "reconciling")
          .whereLayer("credits")
          .mayOnlyBeAccessedByLayers("observing", "settings", "ledger", "reconciling")
          .whereLayer("ledger")
          .mayOnlyBeAccessedByLayers(
              "observing", "sending", "history", "signals", "reconciling", "settings")
          .whereLayer("destination")
          .mayOnlyBeAccessedByLayers(
              "destinations", "sending", "settings", "reconciling", "observing");

  /** What was observed may plan deliveries; deliveries know nothing of what was observed. */
  @ArchTest
  static final ArchRule theLedgersRoomsPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage(ROOT + "ledger..")
          .layer("reports")
          .definedBy(ROOT + "ledger.reports..")
          .layer("books")
          .definedBy(ROOT + "ledger.books..")
          .layer("outbox")
          .definedBy(ROOT + "ledger.outbox..")
          .layer("cases")
          .definedBy(ROOT + "ledger.cases..")
          .layer("persons")
          .definedBy(ROOT + "ledger.persons..")
          .whereLayer("reports")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("books")
          .mayOnlyBeAccessedByLayers("reports")
          .whereLayer("outbox")
          .mayOnlyBeAccessedByLayers("books", "reports")
          .whereLayer("cases")
          .mayOnlyBeAccessedByLayers("outbox", "books", "reports")
          .whereLayer("persons")
          .mayOnlyBeAccessedByLayers("outbox", "books", "reports");

  @ArchTest
  static final ArchRule callingTheErpKnowsNothingOfWhatItsAnswersMean =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "khaos.soap..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "khaos.records..");

  @ArchTest
  static final ArchRule sendersNeverSpeakToTemporal =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "sending..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.temporal.client..", "io.temporal.serviceclient..");

  @ArchTest
  static final ArchRule bothDestinationsHaveTheSameRoster =
      classes()
          .that()
          .haveNameMatching(ROOT + "(emarsys|dotdigital)\\.(Emarsys|Dotdigital)[A-Z]\\w+")
          .and()
          .areTopLevelClasses()
          .should()
          .haveNameMatching(
              ".*\\.(Emarsys|Dotdigital)"
                  + "(Settings|Account|Api|Verdicts|Contacts|Consent|Sales|Orders|Events|Metrics|ReadBack|OptOuts|Setup)");

  @Test
  void noClassHasMoreThanThreeHundredLines() throws IOException {
    for (String module :
        List.of("workflows", "activities", "worker", "starter", "sandbox", "demo")) {
      try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main"))) {
        assertThat(files.filter(file -> file.toString().endsWith(".java")))
            .allSatisfy(
                file ->
                    assertThat(Files.readAllLines(file))
                        .as(file.toString())
                        .hasSizeLessThanOrEqualTo(LONGEST_CLASS));
      }
    }
  }
}
