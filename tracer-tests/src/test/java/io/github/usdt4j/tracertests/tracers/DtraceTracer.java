package io.github.usdt4j.tracertests.tracers;

import static java.util.stream.Collectors.joining;

import io.github.usdt4j.ArgType;
import io.github.usdt4j.testsupport.Dtrace;
import io.github.usdt4j.tracertests.PuppetJvm;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * dtrace, by the provider's name with the process id behind it. D has ten variables for arguments.
 */
public final class DtraceTracer implements Tracer {
  public static final int ARGUMENTS = 10;

  private final Dtrace dtrace;

  public DtraceTracer(PuppetJvm puppet, int stringBytes, List<Traced> probes) {
    dtrace =
        Dtrace.attach(
            stringBytes,
            probes.stream().map(DtraceTracer::clause).collect(joining("\n")),
            puppet.provider() + puppet.pid());
  }

  private static String clause(Traced traced) {
    return "$1:::%s { printf(\"%%d %s\\n\", timestamp%s); }"
        .formatted(traced.probe(), Formats.of(traced), arguments(traced.types()));
  }

  private static String arguments(List<ArgType> types) {
    return IntStream.range(0, types.size())
        .mapToObj(number -> ", " + argument(types.get(number)).replace("N", "" + number))
        .collect(joining());
  }

  /**
   * {@code argN} has 64 bits, whatever the probe says of its types. To read a text at address 0 is
   * an error, after which the rest of a clause is not executed.
   */
  private static String argument(ArgType type) {
    return switch (type) {
      case STRING -> "argN == 0 ? \"\" : copyinstr(argN)";
      case INT8 -> "(int8_t)argN";
      case INT16 -> "(int16_t)argN";
      case INT32 -> "(int32_t)argN";
      case UINT8, BOOL -> "(uint8_t)argN";
      case UINT16 -> "(uint16_t)argN";
      case UINT32, FLOAT -> "(uint32_t)argN";
      case INT64 -> "(int64_t)argN";
      default -> "(uint64_t)argN";
    };
  }

  @Override
  public Map<String, List<String>> detach(int fires) {
    Seen seen = new Seen();
    for (String line : dtrace.stopAfter(fires)) {
      int mark = line.indexOf(Seen.MARK);
      if (mark < 0) {
        throw new AssertionError("dtrace wrote " + line);
      }
      seen.add(
          Double.parseDouble(line.substring(0, mark)), line.substring(mark + Seen.MARK.length()));
    }
    return seen.byProbe();
  }

  @Override
  public void kill() {
    dtrace.process().close();
  }

  @Override
  public void close() {
    dtrace.close();
  }
}
