package io.github.usdt4j.tracertests.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasModifiers.Predicates.modifier;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Native, core, appenders: what each may use, and what none of them does. */
final class ArchitectureTest {
  private static final String ROOT = "io.github.usdt4j";
  private static final String BINDING = ROOT + ".binding..";
  private static final String INTERNAL = ROOT + ".internal..";
  private static final String LOGGING = ROOT + ".internal.logging..";
  private static final String LOGBACK = ROOT + ".logback..";
  private static final String LOG4J2 = ROOT + ".log4j2..";
  private static final String JUL = ROOT + ".jul..";
  private static final String TEST = ROOT + ".test..";
  private static final String SNOOP = ROOT + ".snoop..";
  private static final String AGENT = ROOT + ".agent";
  private static final String ENGINE = AGENT + ".engine..";
  private static final String JMX = ROOT + ".jmx";
  private static final String TYPED = ROOT + ".typed";
  private static final String PROCESSOR = ROOT + ".processor..";
  private static final String[] CORE = {INTERNAL, LOGGING};

  private static final JavaClasses MODULES =
      modules("native", "core", "testing", "logback-appender", "log4j2-appender", "jul-handler");

  @Test
  void modules_all_areImported() {
    for (String type :
        new String[] {
          ".binding.Loader",
          ".Probe",
          ".test.ProbeRecorder",
          ".logback.UsdtAppender",
          ".log4j2.UsdtAppender",
          ".jul.UsdtHandler"
        }) {
      assertThat(MODULES.contain(ROOT + type)).as(type).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource({"arrows", "bans", "shapes"})
  void rule_ofTheArchitecture_holds(ArchRule rule) {
    rule.check(MODULES);
  }

  @Test
  void snoop_everyClass_usesPicocliAlone() {
    uses("snoop reads what tracers read", SNOOP, SNOOP, "picocli..").check(modules("snoop"));
  }

  @Test
  void processor_everyClass_usesTheJdkAlone() {
    uses(
            "a processor path has one jar",
            PROCESSOR,
            PROCESSOR,
            "javax.annotation.processing..",
            "javax.lang.model..",
            "javax.tools..")
        .check(modules("processor"));
  }

  @Test
  void agent_engine_namesNoFrameworkAndNoBridge() {
    uses("the engine meets frameworks by name", ENGINE, ENGINE).check(modules("agent"));
  }

  @Test
  void agent_whatTheApplicationSees_usesTheJdkAlone() {
    uses("the rest of the agent is hidden from the application", AGENT, AGENT)
        .check(modules("agent"));
  }

  @Test
  void snoop_packages_importNoneThatImportsThemBack() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(modules("snoop"));
  }

  static Stream<ArchRule> arrows() {
    return Stream.of(
        uses("the binding uses JavaCPP alone", BINDING, BINDING, "org.bytedeco.javacpp.."),
        uses("the API names no binding and no framework", ROOT, ROOT, INTERNAL),
        uses("typed probes are made of the API", TYPED, TYPED, ROOT),
        uses("the binding is behind the seam", INTERNAL, INTERNAL, JMX, BINDING),
        uses("the bridge's core names no binding and no framework", LOGGING, CORE),
        uses(
            "the recorder is behind the seam and sees JUnit",
            TEST,
            ROOT,
            INTERNAL,
            TEST,
            "org.junit.."),
        noClasses()
            .that()
            .resideOutsideOfPackage(TEST)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(TEST)
            .because("the recorder is for tests"),
        uses(
            "the Logback appender sees the core and Logback",
            LOGBACK,
            ROOT,
            INTERNAL,
            LOGGING,
            LOGBACK,
            "ch.qos.logback..",
            "org.slf4j.."),
        uses(
            "the Log4j appender sees the core and Log4j",
            LOG4J2,
            ROOT,
            INTERNAL,
            LOGGING,
            LOG4J2,
            "org.apache.logging.log4j.."),
        uses(
            "the handler sees the core and JBoss LogManager",
            JUL,
            ROOT,
            INTERNAL,
            LOGGING,
            JUL,
            "org.jboss.logmanager.."));
  }

  static Stream<ArchRule> bans() {
    return Stream.of(
        noClasses()
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace")
            .because("a library prints nothing"),
        noClasses()
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(System.class, "gc")
            .orShould()
            .callMethod(Runtime.class, "addShutdownHook", Thread.class)
            .because("the process is the application's"),
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("sun..", "com.sun..", "jdk..")
            .because("the JDK warns of some of them"),
        noClasses()
            .that()
            .resideOutsideOfPackage(JUL)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging..")
            .because("logging is the frameworks' matter"),
        noClasses()
            .that()
            .resideOutsideOfPackage(BINDING)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco..")
            .because("JavaCPP's objects cost much and fail with somebody else's memory"),
        noClasses()
            .should()
            .beAssignableTo(ThreadLocal.class)
            .orShould()
            .callMethodWhere(
                target(owner(assignableTo(ThreadLocal.class))).and(target(name("withInitial"))))
            .because("a thread of the server would keep the application's class loader"),
        fields()
            .that()
            .haveRawType(ThreadLocal.class)
            .should()
            .bePrivate()
            .andShould()
            .beStatic()
            .andShould()
            .beFinal());
  }

  static Stream<ArchRule> shapes() {
    return Stream.of(
        slices()
            .matching("io.github.(**)")
            .should()
            .beFreeOfCycles()
            .because("a reader who follows the imports comes to an end"),
        classes()
            .that()
            .resideOutsideOfPackage(BINDING)
            .and()
            .areNotInterfaces()
            .and(not(modifier(JavaModifier.ABSTRACT)))
            .and()
            .areNotAnonymousClasses()
            .and()
            .areNotEnums()
            .should()
            .haveModifier(JavaModifier.FINAL)
            .because("nothing is made for extension that does not say so"),
        codeUnits().that(users()).should(nameNothingInternal()));
  }

  private static JavaClasses modules(String... names) {
    return new ClassFileImporter()
        .importPaths(
            Stream.of(names).map(name -> Path.of("..", name, "target", "classes")).toList());
  }

  /** Only these packages and the JDK. */
  private static ArchRule uses(String reason, String from, String... to) {
    DescribedPredicate<JavaClass> allowed =
        resideInAnyPackage(to).or(resideInAnyPackage("java..", "javax.management..", ""));
    return classes()
        .that(resideInAPackage(from))
        .should()
        .onlyDependOnClassesThat(allowed)
        .because(reason);
  }

  private static DescribedPredicate<JavaCodeUnit> users() {
    DescribedPredicate<JavaClass> open =
        resideInAnyPackage(ROOT, LOGBACK, LOG4J2, JUL).and(not(resideInAPackage("..internal..")));
    return DescribedPredicate.describe(
        "users call or override",
        unit ->
            open.test(unit.getOwner())
                && unit.getOwner().getModifiers().contains(JavaModifier.PUBLIC)
                && (unit.getModifiers().contains(JavaModifier.PUBLIC)
                    || unit.getModifiers().contains(JavaModifier.PROTECTED)));
  }

  private static ArchCondition<JavaCodeUnit> nameNothingInternal() {
    DescribedPredicate<JavaClass> internal = resideInAnyPackage(INTERNAL, LOGGING, BINDING);
    return new ArchCondition<>("name nothing internal") {
      @Override
      public void check(JavaCodeUnit unit, ConditionEvents events) {
        Stream.concat(unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()))
            .filter(internal)
            .map(type -> unit.getFullName() + " names " + type.getName())
            .forEach(text -> events.add(SimpleConditionEvent.violated(unit, text)));
      }
    };
  }
}
