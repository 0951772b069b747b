package io.github.usdt4j.typed;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Collects the constants of a class file; each is written once and known by its number. */
final class ConstantPool {
  private static final int UTF8 = 1;
  private static final int INTEGER = 3;
  private static final int CLASS = 7;
  private static final int METHOD = 10;
  private static final int NAME_AND_TYPE = 12;
  private static final int METHOD_HANDLE = 15;
  private static final int DYNAMIC = 17;

  private static final int INVOKE_STATIC = 6;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  int text(String text) throws IOException {
    Integer known = numbers.get("text " + text);
    if (known != null) {
      return known;
    }
    out.writeByte(UTF8);
    out.writeUTF(text);
    return number("text " + text);
  }

  int integer(int value) throws IOException {
    Integer known = numbers.get("integer " + value);
    if (known != null) {
      return known;
    }
    out.writeByte(INTEGER);
    out.writeInt(value);
    return number("integer " + value);
  }

  /** Returns the number of a class, whose name has slashes. */
  int type(String name) throws IOException {
    return pair(CLASS, text(name));
  }

  int method(String owner, String name, String descriptor) throws IOException {
    return pair(METHOD, type(owner), nameAndType(name, descriptor));
  }

  /** Returns the number of a handle of a static method. */
  int staticMethod(String owner, String name, String descriptor) throws IOException {
    int method = method(owner, name, descriptor);
    String key = "handle " + method;
    Integer known = numbers.get(key);
    if (known != null) {
      return known;
    }
    out.writeByte(METHOD_HANDLE);
    out.writeByte(INVOKE_STATIC);
    out.writeShort(method);
    return number(key);
  }

  /** Returns the number of a constant that a bootstrap makes. */
  int dynamic(int bootstrap, String descriptor) throws IOException {
    return pair(DYNAMIC, bootstrap, nameAndType("_", descriptor));
  }

  void writeTo(DataOutputStream file) throws IOException {
    file.writeShort(numbers.size() + 1);
    bytes.writeTo(file);
  }

  private int nameAndType(String name, String descriptor) throws IOException {
    return pair(NAME_AND_TYPE, text(name), text(descriptor));
  }

  private int pair(int tag, int... values) throws IOException {
    StringBuilder key = new StringBuilder().append(tag);
    for (int value : values) {
      key.append(' ').append(value);
    }
    Integer known = numbers.get(key.toString());
    if (known != null) {
      return known;
    }
    out.writeByte(tag);
    for (int value : values) {
      out.writeShort(value);
    }
    return number(key.toString());
  }

  private int number(String key) {
    int number = numbers.size() + 1;
    numbers.put(key, number);
    return number;
  }
}
