package io.github.usdt4j.internal.bridge;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads what the file of a class says of other classes: which it names, and which methods it calls
 * and has, with their code. Names are in the notation of class files, with slashes. The format is
 * that of the Java Virtual Machine Specification, sections 4.1 and 4.4 to 4.7.
 */
final class ClassFile {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int VERSIONS_BYTES = 4;
  private static final int MAX_CODE = 65_535;

  private static final int UTF8 = 1;
  private static final int INTEGER = 3;
  private static final int FLOAT = 4;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int FIELD = 9;
  private static final int METHOD = 10;
  private static final int INTERFACE_METHOD = 11;
  private static final int NAME_AND_TYPE = 12;
  private static final int METHOD_HANDLE = 15;
  private static final int METHOD_TYPE = 16;
  private static final int DYNAMIC = 17;
  private static final int INVOKE_DYNAMIC = 18;
  private static final int MODULE = 19;
  private static final int PACKAGE = 20;

  /** The kind of each constant, and the one or two numbers of constants that it consists of. */
  private final int[] kinds;

  private final int[] firsts;
  private final int[] seconds;

  /** The constants that are texts. */
  private final String[] texts;

  private final int thisClass;
  private final int superclass;

  /** The code of its methods. */
  private final List<MethodCode> codes = new ArrayList<>();

  /** The methods that it has itself, each as its name and its descriptor. */
  private final Set<String> methods = new HashSet<>();

  /** Names a method or field of a class, with its types. */
  record Member(String owner, String name, String descriptor) {
    /** Compares without {@link #equals}, which leaves this class in a cache of the JDK. */
    boolean isSame(Member other) {
      return owner.equals(other.owner)
          && name.equals(other.name)
          && descriptor.equals(other.descriptor);
    }
  }

  /** Takes a method that is called: the class that it is called of, its name, its descriptor. */
  interface Calls {
    void take(String owner, String name, String descriptor);
  }

  private ClassFile(DataInputStream in) throws IOException {
    if (in.readInt() != MAGIC) {
      throw new IOException("no class file");
    }
    in.skipNBytes(VERSIONS_BYTES);
    int count = in.readUnsignedShort();
    kinds = new int[count];
    firsts = new int[count];
    seconds = new int[count];
    texts = new String[count];
    // Constants of eight bytes have two numbers.
    for (int i = 1; i < count; i += kinds[i] == LONG || kinds[i] == DOUBLE ? 2 : 1) {
      kinds[i] = in.readUnsignedByte();
      readConstant(in, i);
    }
    in.readUnsignedShort(); // access flags
    thisClass = in.readUnsignedShort();
    superclass = in.readUnsignedShort();
    in.skipNBytes((long) Short.BYTES * in.readUnsignedShort()); // interfaces
    check();
    readMembers(in, name -> {}); // fields
    readMembers(in, methods::add);
  }

  /** Reads fields or methods, and tells the name of each with its descriptor. */
  private void readMembers(DataInputStream in, Consumer<String> to) throws IOException {
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      in.readUnsignedShort(); // access flags
      int name = in.readUnsignedShort();
      int descriptor = in.readUnsignedShort();
      require(UTF8, name);
      require(UTF8, descriptor);
      to.accept(texts[name] + texts[descriptor]);
      for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
        readAttribute(in, texts[name]);
      }
    }
  }

  private void readAttribute(DataInputStream in, String member) throws IOException {
    int name = in.readUnsignedShort();
    long left = Integer.toUnsignedLong(in.readInt());
    require(UTF8, name);
    if (texts[name].equals("Code")) {
      in.readInt(); // the greatest stack and the number of local variables
      int length = in.readInt();
      if (length < 0 || length > MAX_CODE) {
        throw new IOException("a method of " + length + " bytes");
      }
      codes.add(new MethodCode(member, in.readNBytes(length)));
      left -= length + 2L * Integer.BYTES;
    }
    in.skipNBytes(left);
  }

  /** Checks that what is asked for later is there. */
  private void check() throws IOException {
    for (int i = 1; i < kinds.length; i++) {
      switch (kinds[i]) {
        case CLASS -> require(UTF8, firsts[i]);
        case NAME_AND_TYPE -> {
          require(UTF8, firsts[i]);
          require(UTF8, seconds[i]);
        }
        case FIELD, METHOD, INTERFACE_METHOD -> {
          require(CLASS, firsts[i]);
          require(NAME_AND_TYPE, seconds[i]);
        }
        default -> {}
      }
    }
    require(CLASS, thisClass);
    if (superclass != 0) {
      require(CLASS, superclass);
    }
  }

  private void require(int kind, int number) throws IOException {
    if (number >= kinds.length || kinds[number] != kind) {
      throw new IOException("constant " + number + " is not of kind " + kind);
    }
  }

  /** Reads one, and closes what it is read from. */
  static ClassFile read(InputStream in) throws IOException {
    try (DataInputStream data = new DataInputStream(new BufferedInputStream(in))) {
      return new ClassFile(data);
    }
  }

  private void readConstant(DataInputStream in, int number) throws IOException {
    switch (kinds[number]) {
      case UTF8 -> texts[number] = in.readUTF();
      case INTEGER, FLOAT -> in.readInt();
      case LONG, DOUBLE -> in.readLong();
      case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> firsts[number] = in.readUnsignedShort();
      case FIELD, METHOD, INTERFACE_METHOD, NAME_AND_TYPE, DYNAMIC, INVOKE_DYNAMIC -> {
        firsts[number] = in.readUnsignedShort();
        seconds[number] = in.readUnsignedShort();
      }
      case METHOD_HANDLE -> {
        firsts[number] = in.readUnsignedByte();
        seconds[number] = in.readUnsignedShort();
      }
      default -> throw new IOException("unknown constant " + kinds[number]);
    }
  }

  /** Returns its name. */
  String name() {
    return className(thisClass);
  }

  /** Returns the code of its methods that have some. */
  List<MethodCode> codes() {
    return codes;
  }

  /**
   * Returns the field or method that is the constant of that number.
   *
   * @throws IllegalArgumentException when the constant is another one
   */
  Member member(int number) {
    if (number >= kinds.length
        || (kinds[number] != FIELD
            && kinds[number] != METHOD
            && kinds[number] != INTERFACE_METHOD)) {
      throw new IllegalArgumentException("constant " + number + " names no member");
    }
    int nameAndType = seconds[number];
    return new Member(
        className(firsts[number]), texts[firsts[nameAndType]], texts[seconds[nameAndType]]);
  }

  /** Returns the name of the superclass; null for Object. */
  String superclass() {
    return superclass == 0 ? null : className(superclass);
  }

  /** Returns whether it has a method of that name and descriptor itself. */
  boolean declares(String name, String descriptor) {
    return methods.contains(name + descriptor);
  }

  /** Tells the classes that it names, itself and arrays among them. */
  void classes(Consumer<String> to) {
    for (int i = 1; i < kinds.length; i++) {
      if (kinds[i] == CLASS) {
        to.accept(className(i));
      }
    }
  }

  /** Tells the methods that it calls or refers to. */
  void calls(Calls to) {
    for (int i = 1; i < kinds.length; i++) {
      if (kinds[i] == METHOD || kinds[i] == INTERFACE_METHOD) {
        Member method = member(i);
        to.take(method.owner(), method.name(), method.descriptor());
      }
    }
  }

  private String className(int number) {
    return texts[firsts[number]];
  }
}
