package io.github.usdt4j.testsupport;

/** Filters of system calls, as a container engine sets them; of x86-64. */
public final class Seccomp {
  private static final String NO_MEMORY_FILES =
      """
      my $code = pack("SCCL" x 4, 0x20,0,0,0, 0x15,0,1,319, 6,0,0,0x50001, 6,0,0,0x7fff0000);
      my $filter = pack("Sx6P", 4, $code);
      syscall(157, 38, 1, 0, 0, 0);
      syscall(157, 22, 2, $filter) == 0 or die "seccomp: $!";
      exec @ARGV;
      """;

  private Seccomp() {}

  /** Forbids memfd_create. The test needs perl. */
  public static Jvm withoutMemoryFiles(Jvm jvm) {
    return jvm.prefix("perl", "-e", NO_MEMORY_FILES);
  }
}
