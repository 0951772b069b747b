package io.github.usdt4j.jul;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.testsupport.appenders.OptionsContract;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** Options as they stand in logging.properties. */
class OptionsTest extends OptionsContract<Contexts> {
  /** Masks numbers, as an application may have it. */
  public static final class Masking extends Formatter {
    /** Is made by its name. */
    public Masking() {}

    @Override
    public String format(LogRecord record) {
      return formatMessage(record).replaceAll("[0-9]{4,}", "****");
    }
  }

  /** Denies secrets, as an application may have it. */
  public static final class Secrets implements Filter {
    /** Is made by its name. */
    public Secrets() {}

    @Override
    public boolean isLoggable(LogRecord record) {
      return !record.getMessage().contains("secret");
    }
  }

  @Override
  protected Contexts contexts() {
    return new Contexts();
  }

  @Override
  protected String maskingLayout() {
    return contexts.option("layout", Masking.class.getName());
  }

  @Override
  protected String secretFilter() {
    return contexts.option("filter", Secrets.class.getName());
  }

  /** A logger asks the level that a guard asks, so nothing below the level is left. */
  @Override
  protected List<String> firedWithGuardsLeftAlone() {
    return List.of();
  }

  @Override
  protected String complaint(String problem) {
    return problem;
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        mistake("provider=my-app", "provider: my-app is not a name that every tracer can type"),
        mistake("maxMessageBytes=0", "maxMessageBytes: 0 is less than 1"),
        mistake("maxMessageBytes=4k", "maxMessageBytes: 4k is no number"),
        mistake("captureGuarded=yes", "captureGuarded: yes is neither true nor false"),
        mistake("maxRecordBytes=20", "maxRecordBytes: 20 is less than 128"),
        mistake("mdcArgs=a,b,c,d,e,f,g", "mdcArgs: [a, b, c, d, e, f, g] has more than 6 keys"),
        mistake("probes=:bank", "probes: logger is missing"),
        mistake("probes=a:", "probes: provider is missing"),
        mistake("probes=a", "probes: a has no colon; write com.acme:acme, org.bank:bank"),
        mistake("mdcArgs=pin\n@.mdcExcluded=*", "mdcArgs: pin is excluded by"),
        mistake("level=LOUD", "level: LOUD is no level"),
        mistake(
            "layout=java.lang.String",
            "layout: java.lang.String is no public class with a public constructor without"
                + " parameters that is a java.util.logging.Formatter (java.lang.ClassCastException"),
        mistake(
            "filter=com.acme.None",
            "filter: com.acme.None is no public class with a public constructor without parameters"
                + " that is a java.util.logging.Filter (java.lang.ClassNotFoundException"),
        mistake(
            "mdcArg=tenant",
            "mdcArg: there is no such option; there are captureBelowLevel, captureGuarded, filter,"
                + " includeCaller, includeStackTrace, layout, level, loggersExcluded,"
                + " loggersIncluded, maxMessageBytes, maxOwnProviders, maxRecordBytes, mdcArgs,"
                + " mdcExcluded, mdcIncluded, probes, provider, required"));
  }

  private static Arguments mistake(String option, String problem) {
    return Arguments.of("@." + option + "\n", problem);
  }

  @Test
  void level_ofTheHandler_countsBelowTheLoggersLevelToo() {
    configure(contexts.option("level", "CONFIG"));
    contexts.attach("log:info");

    logAttached("fine");
    contexts.logger(Contexts.ORDERS).config("config");

    assertThat(contexts.fired("log", "debug")).isEmpty();
    assertThat(contexts.fired("log", "info")).containsExactly("config");
  }
}
