package io.github.usdt4j.snoop.images;

import io.github.usdt4j.snoop.proc.LeftOutException;
import io.github.usdt4j.snoop.proc.Proc;
import io.github.usdt4j.snoop.proc.ReadLimit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the images that processes map. It is not thread-safe. */
public final class ImageFinder {
  /**
   * Holds the images that a process maps.
   *
   * @param leftOut what looks like an image and does not count, each with the reason
   */
  public record Found(List<Image> images, List<String> leftOut) {}

  /** Limits what a process can make snoop remember, to more than any process of ours has. */
  private static final int MAX_IMAGES = 64;

  private static final int MAX_LEFT_OUT = 8;

  /** Limits what is said of a file with a long name. */
  private static final int MAX_LEFT_OUT_LENGTH = 1000;

  private static final int MAX_RECORDS = 4096;

  /** The most different files in the memory of a process. */
  private static final int MAX_FILES = 65_536;

  /** The most mappings of an image, which has three or four. */
  private static final int MAX_MAPPINGS = 64;

  /** Files that are no images: they are opened once, however many processes map them. */
  private final OtherFiles otherFiles = new OtherFiles();

  /** Finds the images of a process; none when it is not read whole, for any may be mapped often. */
  public Found find(long pid, ReadLimit limit) {
    Search search = new Search(pid, limit);
    try (InputStream maps = Files.newInputStream(Proc.file(pid, "maps"))) {
      Maps.read(maps, limit, search);
    } catch (LeftOutException e) {
      return new Found(List.of(), List.of("the memory " + e.getMessage()));
    } catch (IOException e) {
      // The process is gone, or of another user.
    }
    search.removeOftenMapped();
    return new Found(List.copyOf(search.images.values()), List.copyOf(search.leftOut));
  }

  private final class Search implements Maps.Visitor {
    private final long pid;
    private final ReadLimit limit;

    /** The images by their files, as these are called here. */
    private final Map<String, Image> images = new LinkedHashMap<>();

    private final List<String> leftOut = new ArrayList<>();
    private int recordCount;

    /** Files that were looked at. */
    private final Set<String> files = new HashSet<>();

    private final FileMappings counts = new FileMappings();

    Search(long pid, ReadLimit limit) {
      this.pid = pid;
      this.limit = limit;
    }

    @Override
    public void line(String text) {
      counts.add(text);
    }

    /**
     * Removes images that are mapped very often, since the kernel looks at all mappings of a file
     * for each probe that is attached to in it.
     */
    void removeOftenMapped() {
      images
          .entrySet()
          .removeIf(
              image -> {
                int count = counts.of(image.getKey());
                boolean isOften = count == 0 || count > MAX_MAPPINGS;
                if (isOften) {
                  leaveOut(image.getValue().path() + " is mapped more often than an image is");
                }
                return isOften;
              });
    }

    @Override
    public void file(List<Mapping> mappings) throws IOException {
      Mapping first = mappings.get(0);
      if (otherFiles.contains(first)) {
        return;
      }
      // It is read once, however often the process has mapped it.
      if (!files.add(first.file()) || files.size() > MAX_FILES) {
        return;
      }
      limit.takeFile();
      try (ImageFile file = ImageFile.find(pid, mappings).orElse(null)) {
        if (file == null) {
          otherFiles.add(first);
        } else {
          add(first, file);
        }
      } catch (NoSuchFileException | AccessDeniedException e) {
        // Unmapped meanwhile, or not for this user.
      } catch (IOException e) {
        leaveOut(first.path() + " " + LeftOutException.reason(e));
      }
    }

    private void add(Mapping first, ImageFile file) throws IOException {
      if (images.size() == MAX_IMAGES) {
        throw new LeftOutException(
            "is one more than the %d images that count".formatted(MAX_IMAGES));
      }
      List<ProbeNote> records = file.records(limit);
      recordCount += records.size();
      if (recordCount > MAX_RECORDS) {
        throw new LeftOutException(
            "has record probes beyond the %d of a process that count".formatted(MAX_RECORDS));
      }
      if (records.size() == ImageFile.MAX_RECORDS) {
        leaveOut(
            "%s: only its first %d record probes count".formatted(first.path(), records.size()));
      }
      Image image =
          new Image(
              file.device(),
              file.inode(),
              first.file(),
              first.range(),
              first.path(),
              ImageFile.link(pid, first.range()),
              first.start(),
              records);
      if (images.values().stream().noneMatch(other -> other.id().equals(image.id()))) {
        images.put(first.file(), image);
      }
    }

    private void leaveOut(String text) {
      if (leftOut.size() < MAX_LEFT_OUT) {
        leftOut.add(
            text.length() <= MAX_LEFT_OUT_LENGTH
                ? text
                : "..." + text.substring(text.length() - MAX_LEFT_OUT_LENGTH));
      }
    }
  }
}
