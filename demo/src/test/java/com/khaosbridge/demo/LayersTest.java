package com.khaosbridge.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The shape of the whole: dependencies point one way, and names say what a class is. */
@AnalyzeClasses(packages = "com.khaosbridge", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

  @ArchTest
  static final ArchRule modulesDependOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("com.khaosbridge..")
          .layer("sandbox")
          .definedBy("com.khaosbridge.sandbox..")
          .layer("workflows")
          .definedBy("com.khaosbridge.workflows..")
          .layer("activities")
          .definedBy("com.khaosbridge.activities..")
          .layer("worker")
          .definedBy("com.khaosbridge.worker..")
          .layer("starter")
          .definedBy("com.khaosbridge.starter..")
          .layer("demo")
          .definedBy("com.khaosbridge.demo..")
          .whereLayer("demo")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("sandbox")
          .mayOnlyBeAccessedByLayers("demo")
          .whereLayer("worker")
          .mayOnlyBeAccessedByLayers("demo")
          .whereLayer("starter")
          .mayOnlyBeAccessedByLayers("demo")
          .whereLayer("activities")
          .mayOnlyBeAccessedByLayers("worker", "starter", "demo")
          .whereLayer("workflows")
          .mayOnlyBeAccessedByLayers("activities", "worker", "starter", "demo");

  @ArchTest
  static final ArchRule destinationsDoNotKnowEachOther =
      slices()
          .matching("com.khaosbridge.activities.(emarsys|dotdigital|khaos)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule onlyTheLedgerAndReportingCopiesSpeakSql =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "com.khaosbridge.activities.ledger..",
              "com.khaosbridge.activities.sending..",
              "com.khaosbridge.activities.credits..",
              "com.khaosbridge.sandbox.credits..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework.jdbc..", "java.sql..");

  /** A reporting copy is somebody else's database: read by plain JDBC, never by the ledger's. */
  @ArchTest
  static final ArchRule creditSourcesKnowNothingOfTheLedgersSql =
      noClasses()
          .that()
          .resideInAPackage("com.khaosbridge.activities.credits..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.springframework.jdbc..");

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      classes()
          .should()
          .haveNameNotMatching(".*(Util|Utils|Helper|Manager|Processor|Misc|Common)s?");
}
