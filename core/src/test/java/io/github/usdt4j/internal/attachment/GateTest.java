package io.github.usdt4j.internal.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.usdt4j.internal.EventArgument;
import io.github.usdt4j.internal.Registration;
import io.github.usdt4j.test.Fired;
import io.github.usdt4j.test.internal.Recording;
import io.github.usdt4j.test.internal.RecordingBackend;
import io.github.usdt4j.testsupport.Await;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GateTest {
  private final RecordingBackend backend = new RecordingBackend();
  private final Recording<Fired> tracer = new Recording<>(backend, Fired::new);
  private final Gate gate = new Gate();

  private final List<Registration> opened = new ArrayList<>();

  @AfterEach
  void release() {
    opened.forEach(Registration::close);
  }

  private void include(Gate into, RecordingBackend image, String provider) {
    Registration registration = image.open(provider, "log");
    opened.add(registration);
    registration.enable();
    for (List<String> names : List.of(Levels.NAMES, Levels.JSON_NAMES)) {
      List<ProbeHandle> probes =
          registration.addAll("log", names, EventArgument.cTypes(), Levels.TRACE);
      for (int level = Levels.TRACE; level <= Levels.FATAL; level++) {
        into.include(level, probes.get(level - Levels.TRACE).site());
      }
    }
  }

  @Test
  void isOpen_newGate_isFalse() {
    for (int level = Levels.TRACE; level <= Levels.FATAL; level++) {
      assertThat(gate.isOpen(level)).isFalse();
    }
  }

  /** Of both ways to ask. */
  private boolean isAnyOpen() {
    assertThat(gate.isAnyOpenFarDown()).isEqualTo(gate.isAnyOpen());
    return gate.isAnyOpen();
  }

  @Test
  void isAnyOpen_newGate_isFalse() {
    assertThat(isAnyOpen()).isFalse();
  }

  @Test
  void isAnyOpen_attachedInEitherImage_isTrue() {
    RecordingBackend further = new RecordingBackend();
    Recording<Fired> furtherTracer = new Recording<>(further, Fired::new);
    include(gate, backend, "log");
    include(gate, further, "late");

    tracer.attach("log:fatal");
    assertThat(isAnyOpen()).isTrue();
    tracer.detach("log:fatal");
    furtherTracer.attach("late:trace");
    assertThat(isAnyOpen()).isTrue();
  }

  @Test
  void isAnyOpen_held_isTrueUntilTheRelease() {
    List<WeakReference<Gate>> held = Gate.hold();
    assertThat(isAnyOpen()).isTrue();
    Gate.release(held);
    assertThat(isAnyOpen()).isFalse();
  }

  @Test
  void isOpen_oneLevelAttached_isTrueForThatOne() {
    include(gate, backend, "log");
    include(gate, backend, "other");

    tracer.attach("other:warn");
    assertThat(gate.isOpen(Levels.WARN)).isTrue();
    assertThat(gate.isOpen(Levels.INFO)).isFalse();
    assertThat(gate.isOpen(Levels.ERROR)).isFalse();

    tracer.detach("other:warn");
    assertThat(gate.isOpen(Levels.WARN)).isFalse();
  }

  @Test
  void isOpen_jsonProbeAttached_isTrue() {
    include(gate, backend, "log");
    tracer.attach("log:debug_json");

    assertThat(gate.isOpen(Levels.DEBUG)).isTrue();
  }

  @Test
  void isOpen_probeOfAFurtherImageAttached_isTrue() {
    RecordingBackend further = new RecordingBackend();
    Recording<Fired> furtherTracer = new Recording<>(further, Fired::new);
    include(gate, backend, "log");
    include(gate, further, "late");
    include(gate, further, "later");

    furtherTracer.attach("later:info");
    assertThat(gate.isOpen(Levels.INFO)).isTrue();
    assertThat(gate.isOpen(Levels.DEBUG)).isFalse();

    furtherTracer.detach("later:info");
    assertThat(gate.isOpen(Levels.INFO)).isFalse();
  }

  @Test
  void isOpen_held_isTrueForAllLevelsUntilTheLastRelease() {
    include(gate, backend, "log");
    include(gate, new RecordingBackend(), "late");

    List<WeakReference<Gate>> held = Gate.hold();
    Gate.hold();
    Gate.release(held);
    assertThat(gate.isOpen(Levels.TRACE)).isTrue();
    Gate.release(held);
    assertThat(gate.isOpen(Levels.TRACE)).isFalse();
  }

  /** One context may log to another while its event is rendered. */
  @Test
  void hold_opensTheGatesOfAllContexts() {
    Gate other = new Gate();
    List<WeakReference<Gate>> held = Gate.hold();
    Gate later = new Gate();

    assertThat(other.isOpen(Levels.WARN)).isTrue();
    Gate.release(held);
    assertThat(other.isOpen(Levels.WARN)).isFalse();
    assertThat(later.isOpen(Levels.WARN)).isFalse();
    assertThat(later.isHeld()).isFalse();
  }

  /** The JIT may not take the read out of the loop. */
  @Test
  void isOpen_inAHotLoop_seesAttachAndDetach() throws InterruptedException {
    include(gate, backend, "log");
    AtomicLong turns = new AtomicLong();
    Thread spinning =
        new Thread(
            () -> {
              while (!gate.isAnyOpen() || !gate.isOpen(Levels.DEBUG)) {
                turns.lazySet(turns.getPlain() + 1);
              }
              while (gate.isAnyOpen() && gate.isOpen(Levels.DEBUG)) {
                turns.lazySet(turns.getPlain() + 1);
              }
            });
    spinning.setDaemon(true);
    spinning.start();
    Await.until(() -> "a compiled loop", () -> turns.get() > 5_000_000);

    tracer.attach("log:debug");
    long attached = turns.get();
    Await.until(() -> "the second loop", () -> turns.get() > attached + 5_000_000);
    tracer.detach("log:debug");

    spinning.join(Await.LIMIT.toMillis());
    assertThat(spinning.isAlive()).isFalse();
  }
}
