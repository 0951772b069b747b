package right;

import io.github.usdt4j.typed.TypedProbes;
import java.lang.invoke.MethodHandles;
import java.util.function.Consumer;

/** Calls every method; what is computed on the way is told. */
public final class Calls implements Consumer<Consumer<String>> {
  private final Everything probes = TypedProbes.of(Everything.class, MethodHandles.lookup());

  public Everything probes() {
    return probes;
  }

  @Override
  public void accept(Consumer<String> computed) {
    probes.none();
    probes.signed((byte) -1, (short) -2, -3, -4);
    probes.unsigned((byte) -1, (short) -2, -3, -4);
    probes.others('\uffff', true, 1.5f, -0.25);
    probes.texts("é", null);
    probes.tea(3);
    probes.six(1, 2, 3, 4, 5, 6);
    probes.seven(null, 1, false, 0.5f, 0.125, 'c', Long.MIN_VALUE);
    probes.kinds(Everything.Kind.TEA, () -> Everything.Kind.COFFEE);
    probes.kinds(null, null);
    probes.kinds(null, () -> null);
    probes.order(
        new Everything.Order(
            "o1", Everything.Kind.COFFEE, new Everything.Point(1, 2), true, -1, () -> "note", () -> 7));
    probes.order(new Everything.Order(null, null, null, false, 0, null, null));
    probes.order(null);
    probes.point("b", new Everything.Point(-1, -2), 9);
    probes.later(
        () -> {
          computed.accept("point");
          return new Everything.Point(3, 4);
        },
        () -> {
          computed.accept("text");
          return "made";
        },
        () -> 5,
        () -> 6,
        () -> 7.5,
        () -> true);
    probes.later(null, null, null, null, null, null);
    probes.names(1, "a", () -> "p", 2.5f, new Everything.Point(8, 9));
    probes.all(
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
        26, 27, 28, 29, 30, "last");
  }
}
