package io.github.usdt4j.typed;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a class that implements an interface and defines it as a hidden one. Each of its methods
 * calls a method handle, which is a constant to the JIT: the class data of hidden classes.
 *
 * <pre>
 * ldc  handle i       a dynamic constant: MethodHandles.classDataAt, i
 * load parameters
 * invokevirtual MethodHandle.invokeExact
 * return
 * </pre>
 */
final class HiddenClass {
  /** Java 17. */
  private static final int VERSION = 61;

  private static final int PUBLIC_FINAL_SUPER = 0x1031;
  private static final int PUBLIC = 1;

  private static final int LDC_W = 0x13;
  private static final int ILOAD = 0x15;
  private static final int LLOAD = 0x16;
  private static final int FLOAD = 0x17;
  private static final int DLOAD = 0x18;
  private static final int ALOAD = 0x19;
  private static final int ALOAD_0 = 0x2a;
  private static final int IRETURN = 0xac;
  private static final int ARETURN = 0xb0;
  private static final int RETURN = 0xb1;
  private static final int INVOKEVIRTUAL = 0xb6;
  private static final int INVOKESPECIAL = 0xb7;

  private static final String HANDLE = "java/lang/invoke/MethodHandle";
  private static final String BOOTSTRAP =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I)Ljava/lang/Object;";

  private final Class<?> type;
  private final MethodHandles.Lookup lookup;
  private final List<Method> methods = new ArrayList<>();
  private final List<MethodHandle> handles = new ArrayList<>();
  private final ConstantPool pool = new ConstantPool();

  HiddenClass(Class<?> type, MethodHandles.Lookup lookup) {
    this.type = type;
    this.lookup = lookup;
  }

  /** Adds a method; the handle takes the method's parameters and nothing else. */
  void implement(Method method, MethodHandle handle) {
    methods.add(method);
    handles.add(handle.asType(typeOf(method)));
  }

  private static MethodType typeOf(Method method) {
    return MethodType.methodType(method.getReturnType(), method.getParameterTypes());
  }

  /** Defines the class, in the package of the lookup, and returns an object of it. */
  Object make() throws Throwable {
    MethodHandles.Lookup inside =
        lookup.defineHiddenClassWithClassData(bytes(), List.copyOf(handles), true);
    return inside
        .findConstructor(inside.lookupClass(), MethodType.methodType(void.class))
        .asType(MethodType.methodType(Object.class))
        .invokeExact();
  }

  private byte[] bytes() {
    String home = lookup.lookupClass().getPackageName().replace('.', '/');
    String name = (home.isEmpty() ? "" : home + "/") + type.getSimpleName() + "Usdt";
    try {
      ByteArrayOutputStream rest = new ByteArrayOutputStream();
      writeRest(new DataOutputStream(rest), name);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(all);
      out.writeInt(0xcafebabe);
      out.writeInt(VERSION);
      pool.writeTo(out);
      rest.writeTo(out);
      return all.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeRest(DataOutputStream out, String name) throws IOException {
    out.writeShort(PUBLIC_FINAL_SUPER);
    out.writeShort(pool.type(name));
    out.writeShort(pool.type("java/lang/Object"));
    out.writeShort(1);
    out.writeShort(pool.type(type.getName().replace('.', '/')));
    out.writeShort(0);
    out.writeShort(methods.size() + 1);
    writeMethod(out, "<init>", "()V", 1, constructor());
    for (int i = 0; i < methods.size(); i++) {
      MethodType signature = typeOf(methods.get(i));
      writeMethod(
          out,
          methods.get(i).getName(),
          signature.descriptorString(),
          1 + slots(signature),
          code(signature, i));
    }
    out.writeShort(1);
    writeBootstraps(out);
  }

  /** Writes a bootstrap for each handle: they differ in the index, their one argument. */
  private void writeBootstraps(DataOutputStream out) throws IOException {
    int bootstrap = pool.staticMethod("java/lang/invoke/MethodHandles", "classDataAt", BOOTSTRAP);
    out.writeShort(pool.text("BootstrapMethods"));
    out.writeInt(2 + 6 * methods.size());
    out.writeShort(methods.size());
    for (int i = 0; i < methods.size(); i++) {
      out.writeShort(bootstrap);
      out.writeShort(1);
      out.writeShort(pool.integer(i));
    }
  }

  private void writeMethod(
      DataOutputStream out, String name, String descriptor, int slots, byte[] code)
      throws IOException {
    out.writeShort(PUBLIC);
    out.writeShort(pool.text(name));
    out.writeShort(pool.text(descriptor));
    out.writeShort(1);
    out.writeShort(pool.text("Code"));
    out.writeInt(12 + code.length);
    // The stack holds the handle, or this; and the parameters or the result.
    out.writeShort(1 + slots);
    out.writeShort(slots);
    out.writeInt(code.length);
    out.write(code);
    out.writeShort(0);
    out.writeShort(0);
  }

  private byte[] constructor() throws IOException {
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(code);
    out.writeByte(ALOAD_0);
    out.writeByte(INVOKESPECIAL);
    out.writeShort(pool.method("java/lang/Object", "<init>", "()V"));
    out.writeByte(RETURN);
    return code.toByteArray();
  }

  private byte[] code(MethodType signature, int index) throws IOException {
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(code);
    out.writeByte(LDC_W);
    out.writeShort(pool.dynamic(index, "L" + HANDLE + ";"));
    int slot = 1;
    for (Class<?> parameter : signature.parameterList()) {
      out.writeByte(load(parameter));
      out.writeByte(slot);
      slot += slots(parameter);
    }
    out.writeByte(INVOKEVIRTUAL);
    out.writeShort(pool.method(HANDLE, "invokeExact", signature.descriptorString()));
    Class<?> result = signature.returnType();
    out.writeByte(result == void.class ? RETURN : result == boolean.class ? IRETURN : ARETURN);
    return code.toByteArray();
  }

  private static int load(Class<?> type) {
    if (!type.isPrimitive()) {
      return ALOAD;
    }
    return type == long.class
        ? LLOAD
        : type == float.class ? FLOAD : type == double.class ? DLOAD : ILOAD;
  }

  private static int slots(MethodType signature) {
    return signature.parameterList().stream().mapToInt(HiddenClass::slots).sum();
  }

  private static int slots(Class<?> type) {
    return type == long.class || type == double.class ? 2 : 1;
  }
}
