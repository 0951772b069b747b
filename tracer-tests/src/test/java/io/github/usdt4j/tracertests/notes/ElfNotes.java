package io.github.usdt4j.tracertests.notes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The notes of a 64-bit little-endian ELF file, by its section headers as gABI and sdt.h say. */
public final class ElfNotes {
  private static final int SHT_NOTE = 7;
  private static final int PT_LOAD = 1;
  private static final int STAPSDT_TYPE = 3;

  private final Path path;
  private final ByteBuffer file;
  private final List<Note> live = new ArrayList<>();
  private int blanked;

  private ElfNotes(Path path, ByteBuffer file) {
    this.path = path;
    this.file = file;
    require(file.getInt(0) == 0x464c457f, "no ELF file");
    require(file.get(4) == 2 && file.get(5) == 1, "not 64 bits, little-endian");
    int header = section(".note.stapsdt");
    require(file.getInt(header + 4) == SHT_NOTE, "a section .note.stapsdt of another type");
    readSection(offset(file.getLong(header + 24)), offset(file.getLong(header + 32)));
  }

  public static ElfNotes of(Path path) {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      return new ElfNotes(path, mapped.order(ByteOrder.LITTLE_ENDIAN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The notes that tracers see, in the order of the file. */
  public List<Note> live() {
    return List.copyOf(live);
  }

  /** How many notes are there that tracers skip. */
  public int blanked() {
    return blanked;
  }

  /** The only live note of this probe. */
  public Note of(String probe) {
    List<Note> found = live.stream().filter(note -> note.name().equals(probe)).toList();
    require(found.size() == 1, found.size() + " notes of " + probe);
    return found.get(0);
  }

  /** Where in the file an address of the image is. */
  public long fileOffset(long address) {
    for (int i = 0; i < file.getShort(56); i++) {
      int header = offset(file.getLong(32)) + i * file.getShort(54);
      long start = file.getLong(header + 16);
      if (file.getInt(header) == PT_LOAD
          && address >= start
          && address < start + file.getLong(header + 32)) {
        return address - start + file.getLong(header + 8);
      }
    }
    throw new AssertionError(path + ": no segment holds 0x" + Long.toHexString(address));
  }

  /** Where the section is that tells how far an image was moved after its notes. */
  public long base() {
    return file.getLong(section(".stapsdt.base") + 16);
  }

  /** Whether an address is in a section. */
  public boolean isIn(String section, long address) {
    int header = section(section);
    long start = file.getLong(header + 16);
    return address >= start && address < start + file.getLong(header + 32);
  }

  private int section(String name) {
    for (int i = 0; i < file.getShort(60); i++) {
      int header = offset(file.getLong(40)) + i * file.getShort(58);
      if (sectionName(header).equals(name)) {
        return header;
      }
    }
    throw new AssertionError(path + ": no section " + name);
  }

  private void readSection(int start, int size) {
    int at = start;
    while (at < start + size) {
      int nameSize = file.getInt(at);
      int descriptorSize = file.getInt(at + 4);
      int descriptor = at + 12 + padded(nameSize);
      if (file.getInt(at + 8) == STAPSDT_TYPE && text(at + 12).equals("stapsdt")) {
        live.add(Note.of(file.slice(descriptor, descriptorSize)));
      } else {
        blanked++;
      }
      at = descriptor + padded(descriptorSize);
    }
    require(at == start + size, "the last note ends behind its section");
  }

  private String sectionName(int header) {
    int names = offset(file.getLong(40)) + file.getShort(62) * file.getShort(58);
    return text(offset(file.getLong(names + 24)) + file.getInt(header));
  }

  private String text(int start) {
    int end = start;
    while (file.get(end) != 0) {
      end++;
    }
    byte[] bytes = new byte[end - start];
    file.get(start, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static int padded(int size) {
    return (size + 3) & ~3;
  }

  private static int offset(long value) {
    return Math.toIntExact(value);
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(path + ": " + what);
    }
  }
}
