/**
 * Notes of images: read by {@link io.github.usdt4j.tracertests.notes.ElfNotes}, which knows nothing
 * of the library's own code, and by the tools that people have.
 */
package io.github.usdt4j.tracertests.notes;
