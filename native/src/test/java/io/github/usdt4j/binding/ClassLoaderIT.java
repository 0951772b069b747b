package io.github.usdt4j.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.binding.programs.ReleaseOnly;
import io.github.usdt4j.binding.programs.WebApps;
import io.github.usdt4j.testsupport.Jvm;
import io.github.usdt4j.testsupport.Need;
import io.github.usdt4j.testsupport.Requires;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library in several class loaders of one JVM, and in a new one after a redeployment. */
@Requires(ring = "binding", value = Need.LINUX_X86_64)
class ClassLoaderIT {

  @ParameterizedTest
  @ValueSource(strings = {"server", "application"})
  void deploy_severalLoaders_shareOneState(String javacpp) {
    assertThat(run(javacpp, "released"))
        .contains(
            "deployed first: 0 0",
            "deployed second: 0 0",
            "images after two: 1",
            "mappings: 1",
            "second still fires: 0",
            "third fires: 0",
            "third still fires: 0",
            "images after redeploy: 1",
            "mappings after redeploy: 1");
  }

  @Test
  void release_javacppOfTheApplication_letsTheLoaderGo() {
    assertThat(run("application", "released"))
        .contains(
            "threads: 2", "first collected: true", "second collected: true", "threads at last: 1");
    // What release is for; should this fail one day, it can go.
    assertThat(run("application", "kept"))
        .contains(
            "threads: 2",
            "first collected: false",
            "second collected: false",
            "threads at last: 3");
  }

  /** Before Java 24 the thread holds on to who caused it: to the first application, once. */
  @Test
  void release_javacppOfTheServer_keepsItsThreadAndLetsLaterLoadersGo() {
    assertThat(run("server", "released"))
        .contains("threads: 1", "second collected: true", "threads at last: 1");
  }

  @Test
  void release_ofAnApplicationOfItsOwn_touchesNothing() {
    assertThat(Jvm.main(ReleaseOnly.class).run())
        .containsExactly("before: false", "after: true, images: 0");
  }

  private static List<String> run(String javacpp, String release) {
    return Jvm.main(WebApps.class)
        .classPath(Jvm.locationOf(WebApps.class))
        .arguments(
            javacpp,
            release,
            Jvm.locationOf(Native.class).toString(),
            Jvm.locationOf(Pointer.class).toString())
        .run();
  }
}
