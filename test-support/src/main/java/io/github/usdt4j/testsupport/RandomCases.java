package io.github.usdt4j.testsupport;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Tries a property with random cases. A failure names the seed that makes its case again. */
public final class RandomCases {
  /** A system property: the seed of the one case that is tried. */
  private static final String SEED = "usdt4j.test.seed";

  /** A system property: the number that the seeds of all cases are made from. */
  private static final String FIRST_SEED = "usdt4j.test.firstSeed";

  /** A system property: how many times as many cases are tried. */
  private static final String FACTOR = "usdt4j.test.factor";

  private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
      RandomGeneratorFactory.of("SplittableRandom");

  private RandomCases() {}

  /** Checks a property of a case, which it makes with the generator. */
  @FunctionalInterface
  public interface Property {
    /** Fails where the property does not hold. */
    void check(RandomGenerator random) throws Exception;
  }

  /** Tries a property so many times, or more where {@code usdt4j.test.factor} asks for it. */
  public static void check(int usualTries, Property property) {
    int tries = usualTries * Integer.getInteger(FACTOR, 1);
    Long seed = Long.getLong(SEED);
    if (seed != null) {
      check(seed, "with " + seed, property);
      return;
    }
    RandomGenerator seeds = GENERATORS.create(firstSeed());
    for (int i = 1; i <= tries; i++) {
      check(seeds.nextLong(), "try " + i + " of " + tries, property);
    }
  }

  /** Returns the number that everything random in a run is made from: given, or a new one. */
  public static long firstSeed() {
    return Long.getLong(FIRST_SEED, RandomGenerator.getDefault().nextLong());
  }

  private static void check(long seed, String what, Property property) {
    try {
      property.check(GENERATORS.create(seed));
    } catch (Exception | AssertionError e) {
      throw new AssertionError(
          "%s failed; -D%s=%d tries its case alone: %s".formatted(what, SEED, seed, e.getMessage()),
          e);
    }
  }
}
