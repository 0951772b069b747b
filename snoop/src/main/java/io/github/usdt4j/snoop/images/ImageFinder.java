package io.github.usdt4j.snoop.images;

import io.github.usdt4j.snoop.proc.Deadline;
import io.github.usdt4j.snoop.proc.LeftOutException;
import io.github.usdt4j.snoop.proc.Proc;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
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

  private static final long READ_SECONDS = 5;

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

  /** Finds the images of a process, as far as it can be read. */
  public Found find(long pid) {
    Search search = new Search(pid);
    try (InputStream maps = Files.newInputStream(Proc.file(pid, "maps"))) {
      Maps.read(maps, search.deadline, search);
    } catch (LeftOutException e) {
      search.leaveOut("the rest of the memory " + e.getMessage());
    } catch (IOException e) {
      // The process is gone, or of another user.
    }
    search.removeOftenMapped();
    return new Found(List.copyOf(search.images.values()), List.copyOf(search.leftOut));
  }

  private final class Search implements Maps.Visitor {
    private final long pid;
    private final Deadline deadline = Deadline.in(READ_SECONDS);

    /** The images by their files, as these are called here. */
    private final Map<String, Image> images = new LinkedHashMap<>();

    private final List<String> leftOut = new ArrayList<>();
    private int recordCount;

    /** Files that were looked at, and of each file how many lines are of it. */
    private final Set<String> files = new HashSet<>();

    private final Map<String, Integer> lines = new HashMap<>();

    Search(long pid) {
      this.pid = pid;
    }

    @Override
    public void line(String text) {
      Mapping.file(text)
          .filter(file -> lines.size() < MAX_FILES || lines.containsKey(file))
          .ifPresent(file -> lines.merge(file, 1, Integer::sum));
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
                boolean isOften =
                    lines.getOrDefault(image.getKey(), Integer.MAX_VALUE) > MAX_MAPPINGS;
                if (isOften) {
                  leaveOut(image.getValue().path() + " is mapped more often than an image is");
                }
                return isOften;
              });
    }

    @Override
    public void file(List<Mapping> mappings) {
      Mapping first = mappings.get(0);
      if (otherFiles.contains(first)) {
        return;
      }
      // It is read once, however often the process has mapped it.
      if (!files.add(first.file()) || files.size() > MAX_FILES) {
        return;
      }
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
      List<ProbeNote> records = file.records(deadline);
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
