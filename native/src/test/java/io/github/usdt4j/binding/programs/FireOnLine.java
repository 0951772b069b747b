package io.github.usdt4j.binding.programs;

import io.github.usdt4j.binding.Native;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A program with one probe: prints its image's path, then fires once for each line that it reads.
 */
public final class FireOnLine {
  private FireOnLine() {}

  public static void main(String[] arguments) throws Exception {
    long provider = Native.usdt_create_provider("lines", "fireonline");
    long[] row = new long[5];
    Native.usdt_provider_add_all(provider, "f", "line", "char *", 0, row);
    Native.usdt_provider_enable(provider);
    long site = Native.usdt_probe_site(row[0]);
    System.out.println("image " + Native.usdt_image_path(Native.usdt_probe_image(row[0])));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Native.usdt_fire_mixed(site, 1, 1, 100, 0, 0, 0, 0, line, null, null, null);
      System.out.println("fired");
    }
  }
}
