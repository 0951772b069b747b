package io.github.usdt4j.internal.attachment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/**
 * Says where a live probe is: the semaphore that tells whether a tracer is attached, and the code
 * that a fire executes.
 *
 * <p>Both are read in place, straight from memory that the kernel writes. The JIT may not hoist the
 * reads out of a loop.
 *
 * @param semaphores 16-bit counters, native order; the memory stays mapped for the life of the
 *     process
 * @param semaphoreOffset the byte offset of this probe's semaphore, or of its gate's for a probe
 *     behind a gate; even
 * @param address what the fire methods of {@link io.github.usdt4j.internal.Backend} take; 0 when
 *     there is nothing to execute
 * @param text the code of the image, native order
 * @param textOffset byte offset of this probe's site in {@code text}, even
 * @param idleCode the first two bytes at the site while no tracer is attached, native order
 */
public record ProbeSite(
    ByteBuffer semaphores,
    int semaphoreOffset,
    long address,
    ShortBuffer text,
    int textOffset,
    short idleCode) {
  private static final VarHandle SHORT =
      MethodHandles.byteBufferViewVarHandle(short[].class, ByteOrder.nativeOrder());

  /** Stands for a place where no tracer ever is. */
  public static final ProbeSite NONE =
      new ProbeSite(ByteBuffer.allocateDirect(2), 0, 0, ShortBuffer.allocate(1), 0, (short) 0);

  /** Tells whether a tracer is attached to this probe, or to any probe behind the same gate. */
  public boolean isEnabled() {
    return (short) SHORT.getOpaque(semaphores, semaphoreOffset) != 0;
  }

  /**
   * Returns the image's semaphores 0 to 7 as two words of four: 0 belongs to no probe and is always
   * zero, the others are gates.
   */
  public LongBuffer gates() {
    return semaphores.slice(0, 8 * Short.BYTES).order(ByteOrder.nativeOrder()).asLongBuffer();
  }

  /** Returns a view of nothing but the semaphore. */
  public ShortBuffer semaphore() {
    return semaphores
        .slice(semaphoreOffset, Short.BYTES)
        .order(ByteOrder.nativeOrder())
        .asShortBuffer();
  }

  /** Tells whether a tracer has patched this very site: what tells probes behind one gate apart. */
  public boolean isPatched() {
    // As good as an opaque read here, and a buffer of shorts costs a third of one of bytes.
    VarHandle.loadLoadFence();
    return text.get(textOffset / Short.BYTES) != idleCode;
  }
}
