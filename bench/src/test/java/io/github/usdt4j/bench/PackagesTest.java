package io.github.usdt4j.bench;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The packages of the benchmarks form no circle, so that each can be read without the others. */
class PackagesTest {
  private static final String ROOT = "io.github.usdt4j.bench";

  @Test
  void packages_all_areFreeOfCircles() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    assertThat(classes.contain(Main.class)).isTrue();
    slices().matching("(" + ROOT + "..)").should().beFreeOfCycles().check(classes);
  }
}
