package io.github.usdt4j.snoop.processes;

import io.github.usdt4j.snoop.proc.Proc;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Knows the users of this machine, read once from /etc/passwd. No name service is asked: that may
 * take its time, and runs code of others in snoop. A user that is not in the file goes by its
 * number.
 */
public final class Users {
  private static final Path FILE = Path.of("/etc/passwd");
  private static final int MAX_BYTES = 4 << 20;

  /** A name that can be taken for nothing else: no blanks, and no number. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,31}");

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

  /** The last number is none: it stands for "do not change" in system calls. */
  private static final long MAX_UID = 0xfffffffeL;

  private final Map<Long, String> names = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();

  private Users(String lines) {
    Proc.lines(lines).forEach(this::add);
  }

  /** Returns the users of this machine. */
  public static Users ofMachine() {
    return read(FILE);
  }

  /** Returns the users in a file in the form of /etc/passwd, or none when it cannot be read. */
  static Users read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new Users(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new Users("");
    }
  }

  /** Adds a user; the first line of a name counts, so that no two users are shown under one. */
  private void add(String line) {
    // ann:x:1000:1000:Ann,,,:/home/ann:/bin/bash
    String[] fields = line.split(":", 4);
    Optional<Long> uid = fields.length == 4 ? number(fields[2]) : Optional.empty();
    if (uid.isPresent()
        && NAME.matcher(fields[0]).matches()
        && numbers.putIfAbsent(fields[0], uid.get()) == null) {
      names.putIfAbsent(uid.get(), fields[0]);
    }
  }

  /** Returns the user who runs this process. */
  public User current() {
    return of(Proc.userId(ProcessHandle.current().pid()).orElseThrow());
  }

  /** Returns the user of that number. */
  public User of(long uid) {
    String name = names.get(uid);
    return new User(uid, name == null ? Long.toString(uid) : name);
  }

  /** Returns the user of that name or number; empty when there is no such name. */
  public Optional<User> find(String nameOrNumber) {
    Optional<Long> uid = number(nameOrNumber);
    return uid.or(() -> Optional.ofNullable(numbers.get(nameOrNumber))).map(this::of);
  }

  private static Optional<Long> number(String text) {
    return NUMBER.matcher(text).matches() && Long.parseLong(text) <= MAX_UID
        ? Optional.of(Long.parseLong(text))
        : Optional.empty();
  }
}
