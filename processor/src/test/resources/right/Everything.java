package right;

import io.github.usdt4j.Provider;
import io.github.usdt4j.typed.UsdtArg;
import io.github.usdt4j.typed.UsdtProbe;
import io.github.usdt4j.typed.UsdtProvider;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Has a probe of each kind. It is not done. */
@UsdtProvider(value = "right", module = "rightm")
public interface Everything extends AutoCloseable {
  enum Kind {
    TEA {},
    COFFEE
  }

  record Point(int x, long y) {}

  record Order(
      String id,
      Kind kind,
      Point at,
      boolean paid,
      @UsdtArg(value = "total", unsigned = true) int cents,
      Supplier<String> note,
      IntSupplier lines) {}

  @UsdtProbe
  void none();

  @UsdtProbe
  void signed(byte b, short s, int i, long l);

  @UsdtProbe
  void unsigned(
      @UsdtArg(unsigned = true) byte b,
      @UsdtArg(unsigned = true) short s,
      @UsdtArg(unsigned = true) int i,
      @UsdtArg(unsigned = true) long l);

  @UsdtProbe
  void others(char c, boolean z, float f, double d);

  @UsdtProbe(value = "renamed", function = "shown")
  void texts(@UsdtArg("first") String a, String b);

  /**
   * An {@code item} was <b>sold</b>. More of it.
   *
   * @param item what was
   *     sold
   * @param quantity how many, see {@link Integer}
   */
  @UsdtProbe
  void mixed(String item, int quantity);

  @UsdtProbe
  void six(int a, int b, int c, int d, int e, int f);

  @UsdtProbe
  void seven(String a, int b, boolean c, float d, double e, char f, long g);

  @UsdtProbe
  void kinds(Kind kind, Supplier<Kind> later);

  @UsdtProbe
  void order(Order order);

  @UsdtProbe
  void point(String before, Point point, long after);

  @UsdtProbe
  void later(
      Supplier<Point> point,
      Supplier<String> text,
      IntSupplier i,
      LongSupplier l,
      DoubleSupplier d,
      BooleanSupplier z);

  @UsdtProbe
  void names(int value0, String arguments, Supplier<String> provider, float usdt4jBits, Point java);

  @UsdtProbe
  void all(
      int a0, int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8, int a9, int a10,
      int a11, int a12, int a13, int a14, int a15, int a16, int a17, int a18, int a19, int a20,
      int a21, int a22, int a23, int a24, int a25, int a26, int a27, int a28, int a29, int a30,
      String a31);

  boolean isMixedEnabled();

  Provider provider();

  @Override
  void close();

  default void tea(int quantity) {
    mixed("tea", quantity);
  }
}
