package dev.driftline.cli.option;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads how many hosts are asked at the same time.
public final class Forks implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String text) {
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw new TypeConversionException(
          "\"%s\" is no number of hosts: write 1 or more".formatted(text));
    }
    return Integer.valueOf(text);
  }
}
