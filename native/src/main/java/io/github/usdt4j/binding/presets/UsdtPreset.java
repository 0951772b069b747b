package io.github.usdt4j.binding.presets;

import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Properties;
import org.bytedeco.javacpp.tools.Info;
import org.bytedeco.javacpp.tools.InfoMap;
import org.bytedeco.javacpp.tools.InfoMapper;

/**
 * Tells JavaCPP's parser how to turn {@code usdt.h} into {@code Native}. Every handle and every
 * address is a {@code long}, so no owning {@code Pointer} is ever made; the functions of {@code
 * jni/} get Java objects as they are.
 */
@Properties(
    value =
        @Platform(
            cinclude = "usdt.h",
            include = "jni/usdt_jni.h",
            library = "jniusdt",
            // The '#' keeps JavaCPP from looking for the archive at run time.
            link = "usdt#"),
    target = "io.github.usdt4j.binding",
    global = "io.github.usdt4j.binding.Native")
public class UsdtPreset implements InfoMapper {

  private static final String STRING = "@Raw(withEnv = true) String";
  private static final String LONG = "@Cast(\"jlong\") long";

  /** JavaCPP calls this to make one instance to parse with. */
  public UsdtPreset() {}

  @Override
  public void map(InfoMap infos) {
    for (String type : new String[] {"usdt_probe", "usdt_probedef", "usdt_provider"}) {
      String handle = "@Cast(\"" + type + "_t*\") long";
      infos.put(new Info(type, type + "_t").valueTypes(handle).pointerTypes(handle).skip());
    }
    infos.put(new Info("char").valueTypes("byte").pointerTypes("String"));
    infos.put(new Info("usdt_error", "usdt_error_t", "jni/usdt_jni.h").skip());
    infos.put(new Info("usdt_create_probe", "usdt_provider_add_probes").skip());
    infos.put(new Info().javaText("private Native() {}\n"));
    replace(infos, "usdt_image_semaphores", "@Cast(\"void*\") long", "int image");
    replace(infos, "usdt_image_text", "@Cast(\"void*\") long", "int image");
    replace(
        infos,
        "usdt_fire_probe",
        "void",
        "@Cast(\"usdt_probe_t*\") long probe, @Cast(\"size_t\") long argc,"
            + " @Cast(\"void**\") long argv");
    replace(
        infos,
        "usdt_fire_site",
        "void",
        "@Cast(\"uint64_t\") long site, @Cast(\"size_t\") long argc,"
            + " @Cast(\"const uint64_t*\") long argv");
    strings(infos);
    shim(infos);
  }

  /**
   * Declares the functions with strings, as jni/string_functions.h has them: JavaCPP's conversion
   * would need what its own JNI_OnLoad prepares.
   */
  private static void strings(InfoMap infos) {
    replace(infos, "usdt_create_provider", LONG, STRING + " name, @Raw String module");
    replace(
        infos,
        "usdt_create_probe_list",
        LONG,
        STRING + " function, @Raw String name, @Raw String types");
    replace(infos, "usdt_set_directory", "int", STRING + " directory");
    replace(infos, "usdt_set_shared", "int", STRING + " name");
    replace(infos, "usdt_errstr", STRING, LONG + " provider");
    replace(infos, "usdt_image_path", STRING, "int image");
    replace(infos, "usdt_image_reason", STRING, "int image");
    replace(infos, "usdt_image_module", STRING, "int image");
    replace(infos, "usdt_image_error", STRING, "");
  }

  /**
   * Declares the functions of jni/memory.h, fire.h and probes.h. One {@code @Raw(withEnv)} in each
   * makes JavaCPP pass the env.
   */
  private static void shim(InfoMap infos) {
    add(infos, "usdt_memory", "@Raw(withEnv = true) ByteBuffer", "long address, long size");
    add(infos, "usdt_address", "long", "@Raw(withEnv = true) ByteBuffer buffer");
    add(infos, "usdt_text", "long", "@Raw(withEnv = true) String text");
    add(
        infos,
        "usdt_fire_mixed",
        "int",
        "long site, int argc, int strings, int maxBytes, long l0, long l1, long l2, long l3,"
            + " @Raw(withEnv = true) String s0, @Raw String s1, @Raw String s2, @Raw String s3");
    add(
        infos,
        "usdt_fire_array",
        "int",
        "long site, int argc, int strings, @Raw(withEnv = true) int[] limits, @Raw long[] words,"
            + " @Raw String[] texts");
    add(
        infos,
        "usdt_provider_add_all",
        "int",
        "long provider, @Raw(withEnv = true) String function, @Raw String names,"
            + " @Raw String types, int firstGate, @Raw long[] out");
    add(infos, "usdt_status_write", "int", STRING + " text");
    add(infos, "usdt_probe_places", "void", "@Raw(withEnv = true) long[] rows");
  }

  private static void replace(InfoMap infos, String function, String type, String parameters) {
    infos.put(new Info(function).javaText(declaration(function, type, parameters)));
  }

  private static void add(InfoMap infos, String function, String type, String parameters) {
    // JavaCPP passes a bare long as long long, which is not jlong's type in every C++ compiler.
    String cast = parameters.replaceAll("(^|, )long ", "$1@Cast(\"jlong\") long ");
    infos.put(new Info().javaText(declaration(function, type, cast)));
  }

  private static String declaration(String function, String type, String parameters) {
    return "@NoException public static native " + type + " " + function + "(" + parameters + ");\n";
  }
}
