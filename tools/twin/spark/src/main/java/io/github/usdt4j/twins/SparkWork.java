package io.github.usdt4j.twins;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Groups and joins some numbers, writes them to files and reads them again. */
public final class SparkWork {
  private static final int NUMBERS = 10_000;

  private SparkWork() {}

  /** Ends the JVM when the work is done. */
  public static void main(String[] arguments) throws IOException {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("twin")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            // It cleans when the JVM has collected garbage.
            .config("spark.cleaner.referenceTracking", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate()) {
      Dataset<Row> numbers =
          spark
              .range(NUMBERS)
              .withColumn("bucket", col("id").mod(7))
              .groupBy("bucket")
              .agg(sum("id"));
      numbers.write().option("compression", "none").parquet("data/sums");
      Dataset<Row> sums = spark.read().parquet("data/sums");
      sums.join(numbers, "bucket").orderBy("bucket").show();
    }
    System.exit(0);
  }
}
