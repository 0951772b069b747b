/** Finds the images of processes and reads them, trusting nothing: {@code ImageFile}. */
package io.github.usdt4j.snoop.images;
