package io.github.usdt4j.snoop.tracers;

import io.github.usdt4j.snoop.images.ImageFile;
import java.util.List;

/**
 * Says how a tracer is started for a process.
 *
 * @param images the images, which must stay open until it is attached
 */
record TracerCommand(ProcessBuilder builder, List<ImageFile> images) implements AutoCloseable {
  @Override
  public void close() {
    images.forEach(ImageFile::close);
  }
}
