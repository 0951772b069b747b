package io.github.usdt4j.snoop.cli;

import io.github.usdt4j.snoop.images.Level;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads levels as people write them, in either case. */
final class LevelConverter implements ITypeConverter<Level> {
  @Override
  public Level convert(String text) {
    return Level.find(text.toLowerCase(Locale.ROOT))
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "' is none of trace, debug, info, warn, error, fatal"));
  }
}
