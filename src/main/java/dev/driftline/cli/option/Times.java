package dev.driftline.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads how often something is done.
final class Times implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String text) {
    if (!text.matches("[0-9]{1,2}")) {
      throw new TypeConversionException(
          "\"%s\" is no number of times: write 0 to 99".formatted(text));
    }
    return Integer.valueOf(text);
  }
}
