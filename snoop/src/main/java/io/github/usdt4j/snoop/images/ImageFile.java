package io.github.usdt4j.snoop.images;

import io.github.usdt4j.snoop.proc.Descriptor;
import io.github.usdt4j.snoop.proc.LeftOutException;
import io.github.usdt4j.snoop.proc.Proc;
import io.github.usdt4j.snoop.proc.ReadLimit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Holds an image that was opened once and looked at: its process may rename, replace and unmap it
 * meanwhile, and what is read here and what the kernel is told by {@link #link} stay one file. A
 * process may still write to its own file; so each place is compared with the code that is there
 * when it is read, and a place that changes afterwards is in that process's own image.
 */
public final class ImageFile implements AutoCloseable {
  private static final long READ_SECONDS = 5;

  /** Limits what a process can make snoop remember, to more than any process of ours has. */
  static final int MAX_RECORDS = 1024;

  private final Descriptor descriptor;

  private ImageFile(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Opens an image that was found before to attach to it: by the kernel's link to what is mapped,
   * which no process can turn to another file.
   */
  public static ImageFile toAttach(long pid, Image image) throws IOException {
    try {
      return same(image, open(pid, Descriptor.ofMapped(link(pid, image.range()))));
    } catch (AccessDeniedException e) {
      throw new LeftOutException(
          "can be attached to only by root of the machine, who may use /proc/%d/map_files"
              .formatted(pid));
    }
  }

  /** Opens an image that was found before, to show what is in it. */
  public static ImageFile toShow(long pid, Image image) throws IOException {
    return same(image, open(pid, mapped(pid, image.range(), image.path())));
  }

  /** Opens what a process has mapped like that, or nothing when it is no image. */
  static Optional<ImageFile> find(long pid, List<Mapping> mappings) throws IOException {
    Mapping first = mappings.get(0);
    Optional<ImageFile> file = open(pid, mapped(pid, first.range(), first.path()));
    if (file.isPresent() && !Mapping.areOf(mappings, file.get().layout())) {
      file.get().close();
      throw new LeftOutException("is not mapped as an image is");
    }
    return file;
  }

  private static ImageFile same(Image image, Optional<ImageFile> file) throws LeftOutException {
    if (file.isPresent()
        && file.get().device() == image.device()
        && file.get().inode() == image.inode()) {
      return file.get();
    }
    file.ifPresent(ImageFile::close);
    throw new LeftOutException("is not mapped any more");
  }

  /**
   * Opens a mapped file. The kernel's link reaches files of other mount namespaces, unlinked ones
   * and those in memory, but only for root. Other users see the files of their own processes by
   * their paths.
   */
  private static Descriptor mapped(long pid, String range, String path) throws IOException {
    try {
      return Descriptor.ofMapped(link(pid, range));
    } catch (AccessDeniedException e) {
      return Descriptor.ofFile(Proc.file(pid, "root" + path));
    }
  }

  /** Returns the kernel's link to what a process has mapped there. */
  static Path link(long pid, String range) {
    return Proc.file(pid, "map_files/" + range);
  }

  /** Makes an image of a descriptor, which it takes over, or nothing when the file is no image. */
  private static Optional<ImageFile> open(long pid, Descriptor descriptor) throws IOException {
    ImageFile file = new ImageFile(descriptor);
    try {
      if (file.hasMark()) {
        descriptor.checkOwner(pid);
        return Optional.of(file);
      }
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
    file.close();
    return Optional.empty();
  }

  private boolean hasMark() throws IOException {
    try (FileChannel channel = descriptor.channel()) {
      return mark(channel).isPresent();
    }
  }

  /** Returns the layout that the file's first bytes tell now. */
  Layout layout() throws IOException {
    try (FileChannel channel = descriptor.channel()) {
      return layout(channel);
    }
  }

  private static Layout layout(FileChannel channel) throws IOException {
    return mark(channel).orElseThrow(() -> new LeftOutException("is no image any more"));
  }

  private static Optional<Layout> mark(FileChannel channel) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(Layout.HEAD).order(ByteOrder.LITTLE_ENDIAN);
    while (head.hasRemaining() && channel.read(head, head.position()) > 0) {}
    return Layout.read(head.flip());
  }

  long device() {
    return descriptor.device();
  }

  long inode() {
    return descriptor.inode();
  }

  /**
   * Returns a path to the file, for this process and for what the kernel does for it, while this is
   * open.
   */
  public Path link() {
    return descriptor.link();
  }

  /**
   * Hands over the image's probes, all of which lie in it. An exception says why it is no image
   * that usdt4j has made; what was handed over before does not count then.
   */
  public void read(Consumer<ProbeNote> probes) throws IOException {
    read(ReadLimit.seconds(READ_SECONDS), probes);
  }

  void read(ReadLimit limit, Consumer<ProbeNote> probes) throws IOException {
    try (FileChannel channel = descriptor.channel()) {
      Notes.read(channel, layout(channel), limit, probes);
    }
  }

  /** Returns the image's record probes, the first 1024 of them. */
  public List<ProbeNote> records() throws IOException {
    return records(ReadLimit.seconds(READ_SECONDS));
  }

  /** Returns the same, as far as a limit allows. */
  public List<ProbeNote> records(ReadLimit limit) throws IOException {
    List<ProbeNote> records = new ArrayList<>();
    read(
        limit,
        probe -> {
          if (probe.isJson() && records.size() < MAX_RECORDS) {
            records.add(probe);
          }
        });
    return records;
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
