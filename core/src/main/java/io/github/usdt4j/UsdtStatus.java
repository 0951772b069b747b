package io.github.usdt4j;

import java.util.List;

/**
 * Tells what usdt4j does in this process, at one moment.
 *
 * @param backend {@code native}, {@code no-op} or {@code recording}
 * @param reason why the backend is not the native one; else why a provider could not be enabled,
 *     the last time that happened; else why an image is in memory, where tracers must be told its
 *     path; else empty
 * @param images the files or memory objects that probes live in
 * @param providers {@code provider:module} of the open providers, those of appenders among them
 * @param probes how many probes those have
 * @param fires how often a probe was fired while a tracer was attached
 * @param cuts how many strings were cut at their limit
 * @param errors how often a provider could not be enabled, or a log event not be rendered
 */
public record UsdtStatus(
    String backend,
    String reason,
    List<Image> images,
    List<String> providers,
    int probes,
    long fires,
    long cuts,
    long errors) {
  /**
   * Tells of one image.
   *
   * @param path the path of its file, or {@code /proc/PID/fd/N} for an image in memory
   * @param module the module it was made for
   * @param reason why it is in memory; empty for a file
   * @param slots how many probes it can hold
   * @param slotsUsed how many of them have been used so far
   */
  public record Image(String path, String module, String reason, int slots, int slotsUsed) {}
}
