package io.rethink.runner.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The reactor's arrows: which module may depend on which. */
@AnalyzeClasses(packages = "io.rethink", importOptions = DoNotIncludeTests.class)
class ArrowsTest {

  private static final String API = "io.rethink.api..";
  private static final String RUNNER = "io.rethink.runner..";
  private static final String ENGINE = "io.rethink.engine..";
  private static final String[] PLUGINS = {
    "io.rethink.data..",
    "io.rethink.model..",
    "io.rethink.regularization..",
    "io.rethink.optimization..",
    "io.rethink.measurement.."
  };

  @ArchTest
  static final ArchRule THE_API_DEPENDS_ON_LITTLE =
      classes()
          .that()
          .resideInAPackage(API)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              API,
              "java..",
              "com.sun.management", // of every JDK: what a container leaves of the machine
              "jakarta.inject..",
              "jakarta.validation..",
              "org.jspecify.annotations..",
              "org.deeplearning4j.nn.conf..",
              "org.nd4j.linalg..");

  @ArchTest
  static final ArchRule PLUGINS_KNOW_NEITHER_RUNNER_NOR_ENGINE =
      noClasses()
          .that()
          .resideInAnyPackage(PLUGINS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(RUNNER, ENGINE);

  @ArchTest
  static final ArchRule PLUGIN_MODULES_DO_NOT_KNOW_EACH_OTHER =
      slices()
          .matching("io.rethink.(data|model|regularization|optimization|measurement)..")
          .should()
          .notDependOnEachOther();

  @ArchTest
  static final ArchRule THE_RUNNER_SEES_PLUGINS_AT_RUN_TIME_ONLY =
      noClasses()
          .that()
          .resideInAnyPackage(RUNNER, ENGINE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(PLUGINS);

  @ArchTest
  static final ArchRule THE_ENGINE_DOES_NOT_KNOW_THE_RUNNER =
      noClasses()
          .that()
          .resideInAPackage(ENGINE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(RUNNER);

  @ArchTest
  static final ArchRule ONLY_THE_WIRING_KNOWS_GUICE =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.rethink.runner.wiring..", "io.rethink.runner.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.google.inject..");
}
