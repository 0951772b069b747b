package io.github.usdt4j.internal.bridge;

import io.github.usdt4j.internal.logging.Rendering;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Knows whether the code that asks a guard logs through the filter again, when it is told that the
 * level is enabled because a tracer looks. Other logging interfaces, and receivers of events, ask a
 * guard and then hand a finished event over behind all filters; told yes, they would show it to all
 * appenders.
 *
 * <p>Which code that is, its class file says, where the methods are named that a class calls: those
 * of the class that asks, of its superclasses and of the classes that these name; and of those that
 * have called it. Its file also says what the code does with the answer: where only one of the two
 * answers leads to what the log shall have, as in an {@code else}, the guard stays as it is without
 * a tracer. A class is read when it asks first, while a tracer is attached.
 */
public final class GuardCallers {
  /** How many frames a walk usually meets; the JVM hands over so many at a time. */
  private static final int USUAL_FRAMES = 24;

  private static final StackWalker WALKER =
      StackWalker.getInstance(EnumSet.of(StackWalker.Option.RETAIN_CLASS_REFERENCE), USUAL_FRAMES);

  /** How many frames above the one that asks are looked at: helpers may stand between. */
  private static final int CALLERS = 4;

  private static final String[] PLATFORM = {"java/", "javax/", "jdk/", "sun/", "com/sun/"};

  private final Predicate<String> isLogger;
  private final String framework;
  private final HandOver handOver;

  /** What is known of the classes of each class loader. */
  private final Map<ClassLoader, Known> known = Collections.synchronizedMap(new WeakHashMap<>());

  /** Recognises the methods of a framework that log a finished event without asking a filter. */
  public interface HandOver {
    /** Answers for a method; names and descriptor are in the notation of class files. */
    boolean is(String owner, String name, String descriptor);
  }

  /**
   * What is known of the classes of one class loader, by their names with slashes.
   *
   * @param handingOver whether a class itself hands events over
   * @param comingBack whether a class that asks a guard comes back
   * @param uses what becomes of the answer, by {@link #place}
   */
  private record Known(
      Map<String, Boolean> handingOver,
      Map<String, Boolean> comingBack,
      Map<String, GuardUse> uses) {
    Known() {
      this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }
  }

  /** No class has a file, so what any of them does is unknown. */
  private final boolean isUnreadable = NativeImage.isHere();

  /**
   * Begins without knowledge.
   *
   * @param isLogger recognises the classes, by their names with dots, through which a guard is
   *     asked
   * @param framework how the names of the framework's classes begin, with slashes; those that have
   *     called who asks are of no interest
   * @param handOver the methods that come not back
   */
  public GuardCallers(Predicate<String> isLogger, String framework, HandOver handOver) {
    this.isLogger = isLogger;
    this.framework = framework;
    this.handOver = handOver;
  }

  /**
   * Returns whether the code that asks the guard on this thread comes back, and logs nothing that
   * the log shall have after one of the two answers alone.
   *
   * @param least the lowest level that the logger logs, of {@link
   *     io.github.usdt4j.internal.attachment.Levels}
   */
  public boolean comeBack(int least) {
    if (isUnreadable) {
      return false;
    }
    List<StackWalker.StackFrame> frames = WALKER.walk(walked -> callers(walked.iterator()));
    return frames.isEmpty()
        || (comesBack(frames.get(0).getDeclaringClass())
            && frames.stream()
                .map(StackWalker.StackFrame::getDeclaringClass)
                .distinct()
                .skip(1)
                .noneMatch(this::handsOver)
            && !decidesFrom(least, frames));
  }

  /** Returns the frame that asks, and those that have called it. */
  private List<StackWalker.StackFrame> callers(Iterator<StackWalker.StackFrame> frames) {
    List<StackWalker.StackFrame> callers = new ArrayList<>(1 + CALLERS);
    boolean isBehindLogger = false;
    while (callers.size() <= CALLERS && frames.hasNext()) {
      StackWalker.StackFrame frame = frames.next();
      if (callers.isEmpty() && isLogger.test(frame.getClassName())) {
        isBehindLogger = true;
      } else if (isBehindLogger) {
        callers.add(frame);
      }
    }
    return callers;
  }

  /** Returns whether the answer decides about an event of that level or one above. */
  private boolean decidesFrom(int least, List<StackWalker.StackFrame> frames) {
    for (StackWalker.StackFrame frame : frames) {
      GuardUse use = use(frame);
      if (use == null || use.highest() >= least) {
        return use != null;
      }
      if (!use.isReturned()) {
        return false;
      }
    }
    return false;
  }

  /** Returns what a frame does with an answer, or null where that is unknown. */
  private GuardUse use(StackWalker.StackFrame frame) {
    ClassLoader loader = frame.getDeclaringClass().getClassLoader();
    if (loader == null) {
      return null;
    }
    String place = place(frame);
    GuardUse before = known(loader).uses().get(place);
    if (before != null) {
      return before;
    }
    GuardUse[] made = {null};
    silently(
        () -> {
          made[0] = read(loader, frame);
          return true;
        });
    if (made[0] != null) {
      known(loader).uses().put(place, made[0]);
    }
    return made[0];
  }

  /** Names a call without its method's types, which are costly to have. */
  private static String place(StackWalker.StackFrame frame) {
    return frame.getClassName() + '.' + frame.getMethodName() + ':' + frame.getByteCodeIndex();
  }

  /** Returns what nothing is known of for a class whose file can't be read, or is another one. */
  private static GuardUse read(ClassLoader loader, StackWalker.StackFrame frame) {
    ClassFile file = read(loader, fileName(frame.getDeclaringClass()));
    try {
      return file == null
          ? GuardUse.UNKNOWN
          : GuardReading.of(file, frame.getMethodName(), frame.getByteCodeIndex());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return GuardUse.UNKNOWN;
    }
  }

  private boolean comesBack(Class<?> asker) {
    ClassLoader loader = asker.getClassLoader();
    if (loader == null) {
      return true;
    }
    String name = fileName(asker);
    Boolean before = known(loader).comingBack().get(name);
    if (before != null) {
      return before;
    }
    boolean comesBack = !silently(() -> canHandOver(loader, name));
    known(loader).comingBack().put(name, comesBack);
    return comesBack;
  }

  private boolean handsOver(Class<?> caller) {
    ClassLoader loader = caller.getClassLoader();
    String name = fileName(caller);
    if (loader == null || name.startsWith(framework)) {
      return false;
    }
    Boolean before = known(loader).handingOver().get(name);
    return before != null ? before : silently(() -> handsOver(loader, name));
  }

  /** Class loaders are code of the application: what they log meanwhile is the tracer's doing. */
  private static boolean silently(Supplier<Boolean> question) {
    return Boolean.TRUE.equals(Rendering.silently(question));
  }

  /** Answers for a class, its superclasses, and all classes that these name. */
  private boolean canHandOver(ClassLoader loader, String asker) {
    Set<String> names = new HashSet<>();
    Map<String, Boolean> handingOver = known(loader).handingOver();
    for (String type = asker; type != null && isOfApplication(type, asker); ) {
      ClassFile file = read(loader, type);
      handingOver.put(type, file != null && handsOver(file));
      names.add(type);
      if (file != null) {
        file.classes(names::add);
      }
      type = file == null ? null : file.superclass();
    }
    return names.stream()
        .filter(name -> isOfApplication(name, asker))
        .anyMatch(name -> handsOver(loader, name));
  }

  private boolean isOfApplication(String name, String asker) {
    return name.equals(asker)
        || !(name.startsWith("[")
            || name.startsWith(framework)
            || Stream.of(PLATFORM).anyMatch(name::startsWith));
  }

  private boolean handsOver(ClassLoader loader, String name) {
    Map<String, Boolean> classes = known(loader).handingOver();
    Boolean before = classes.get(name);
    if (before == null) {
      ClassFile file = read(loader, name);
      before = file != null && handsOver(file);
      classes.put(name, before);
    }
    return before;
  }

  private boolean handsOver(ClassFile file) {
    boolean[] found = {false};
    file.calls(
        (owner, name, descriptor) ->
            // A class that has such a method itself hands on what it is handed, as a logger that
            // wraps another one: then the caller has asked.
            found[0] |= handOver.is(owner, name, descriptor) && !file.declares(name, descriptor));
    return found[0];
  }

  /** Returns null for a class that has no file, as generated ones, and where it can't be read. */
  private static ClassFile read(ClassLoader loader, String name) {
    try (InputStream in = loader.getResourceAsStream(name + ".class")) {
      return in == null ? null : ClassFile.read(in);
    } catch (IOException | RuntimeException | LinkageError e) {
      return null;
    }
  }

  private Known known(ClassLoader loader) {
    return known.computeIfAbsent(loader, key -> new Known());
  }

  private static String fileName(Class<?> type) {
    String name = type.getName();
    // What follows is of one hidden class of many, none of which has a file.
    int end = type.isHidden() ? name.indexOf('/') : name.length();
    return name.substring(0, end).replace('.', '/');
  }
}
