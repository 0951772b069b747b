/**
 * Tells a thread that fires whether a tracer is attached. All answers are read straight from the
 * memory of an image, which the kernel and tracers write; this process gets no other notice.
 * Applications do not use this package.
 *
 * <table>
 *   <caption>Who answers which question</caption>
 *   <tr><th>Is a tracer attached ...</th><th>asked by</th><th>memory</th><th>ordering</th>
 *       <th>row of bench/README.md</th></tr>
 *   <tr><td>to this probe?</td>
 *       <td>{@link ProbeHandle#isEnabled}</td>
 *       <td>the probe's own semaphore, a short</td>
 *       <td>plain, after a volatile read of the buffer; without a buffer of its own opaque</td>
 *       <td>is-enabled</td></tr>
 *   <tr><td>at any level of any logger?</td>
 *       <td>{@link Gate#isAnyOpen}</td>
 *       <td>the gates of the first image, two words of four semaphores</td>
 *       <td>plain, after a volatile read of the gate's state</td>
 *       <td>disabled debug()</td></tr>
 *   <tr><td>the same, asked by an appender</td>
 *       <td>{@link Gate#isAnyOpenFarDown}</td>
 *       <td>the same</td>
 *       <td>opaque, after the same volatile read</td>
 *       <td>enabled info(), closed gate</td></tr>
 *   <tr><td>at this level of any logger?</td>
 *       <td>{@link Gate#isOpen}</td>
 *       <td>the gate of the level in the first image; the semaphores in further images, if any</td>
 *       <td>plain, after a volatile read of the gate's state; opaque in further images</td>
 *       <td>disabled debug(), another logger's attached</td></tr>
 *   <tr><td>at this level of this logger?</td>
 *       <td>{@link AttachedLoggers#find}, then {@link AttachedLevels#at}</td>
 *       <td>the code at three sites: the level's two probes of the root provider, and the one of the
 *       logger's own provider</td>
 *       <td>plain, after a volatile read of the table</td>
 *       <td>disabled debug(), another logger's attached</td></tr>
 *   <tr><td>to this very probe behind its gate?</td>
 *       <td>{@link ProbeSite#isPatched}</td>
 *       <td>the code at the probe's site</td>
 *       <td>plain, after a load fence</td>
 *       <td>log event through Logback, attached</td></tr>
 * </table>
 *
 * <p>None of these reads may be hoisted out of a loop: that is what the volatile read, the opaque
 * read or the fence is for. None orders anything else, and none has to: a tracer that attaches at
 * that moment gets one event more or less.
 */
package io.github.usdt4j.internal.attachment;
