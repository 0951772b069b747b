package io.github.usdt4j.internal.bridge;

import java.io.IOException;
import java.io.InputStream;

/** Tells whether the code of a class calls a method, as its class file says. */
public final class ClassCalls {
  private ClassCalls() {}

  /**
   * Returns whether a class itself calls a method of any class.
   *
   * @param name the method's name
   * @param descriptor the method's types, in the notation of class files
   * @return false also where the class has no file or it cannot be read
   */
  public static boolean has(Class<?> type, String name, String descriptor) {
    String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(file)) {
      if (in == null) {
        return false;
      }
      boolean[] found = {false};
      ClassFile.read(in)
          .calls(
              (owner, called, types) ->
                  found[0] |= called.equals(name) && types.equals(descriptor));
      return found[0];
    } catch (IOException | RuntimeException | LinkageError e) {
      return false;
    }
  }
}
