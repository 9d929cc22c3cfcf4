package dev.driftline.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A sentence of a report in which it is known what is a value: a text of a host, a name, a number. All else is words of
/// driftline or of a policy.
///
/// For example, in `version is 1.1.1n, expected >= 3.0` the value is `1.1.1n`. So the same sentence about another host
/// is known as the same, whatever is installed there. That could not be told from the text: a host may choose a value
/// that reads like our words.
public final class Message {

  private final String text;

  /// Where each value begins and ends in the text, in order: two numbers a value.
  private final int[] values;

  private Message(String text, int[] values) {
    this.text = text;
    this.values = values;
  }

  /// One part of a message.
  ///
  /// @param value whether it is a value, and not words of ours
  public record Part(String text, boolean value) {}

  /// A message without a value.
  public static Message words(String text) {
    return new Message(text, new int[0]);
  }

  /// A message that is one value.
  public static Message value(String text) {
    return text.isEmpty() ? words("") : new Message(text, new int[] {0, text.length()});
  }

  /// Puts values into words: `of("count is %s, expected %s", 3, words("2"))`. An argument that is a message keeps its
  /// parts, and any other one is a value.
  ///
  /// @param pattern words with `%s` for each argument
  /// @throws IllegalArgumentException if the number of arguments is another one
  public static Message of(String pattern, Object... arguments) {
    String[] words = pattern.split("%s", -1);
    if (words.length != arguments.length + 1) {
      throw new IllegalArgumentException("%d values for: %s".formatted(arguments.length, pattern));
    }
    List<Message> parts = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      parts.add(words(words[i]));
      parts.add(arguments[i] instanceof Message part ? part : value(arguments[i].toString()));
    }
    parts.add(words(words[arguments.length]));
    return joined("", parts);
  }

  /// The messages after each other.
  public static Message joined(String separator, List<Message> messages) {
    StringBuilder text = new StringBuilder();
    int[] values = new int[messages.stream().mapToInt(message -> message.values.length).sum()];
    int count = 0;
    for (Message message : messages) {
      if (!text.isEmpty()) {
        text.append(separator);
      }
      for (int place : message.values) {
        values[count++] = text.length() + place;
      }
      text.append(message.text);
    }
    return new Message(text.toString(), values);
  }

  /// This message with another one behind it.
  public Message plus(Message other) {
    return joined("", List.of(this, other));
  }

  /// This message with words behind it.
  public Message plus(String words) {
    return words.isEmpty() ? this : plus(words(words));
  }

  /// The whole sentence.
  public String text() {
    return text;
  }

  /// The parts in order. Together they are the text.
  public List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < values.length; i += 2) {
      if (values[i] > at) {
        parts.add(new Part(text.substring(at, values[i]), false));
      }
      parts.add(new Part(text.substring(values[i], values[i + 1]), true));
      at = values[i + 1];
    }
    if (at < text.length()) {
      parts.add(new Part(text.substring(at), false));
    }
    return parts;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Message message
        && text.equals(message.text)
        && Arrays.equals(values, message.values);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /// For tests and debuggers: the text with its values in brackets.
  @Override
  public String toString() {
    return parts().stream()
        .map(part -> part.value() ? "[" + part.text() + "]" : part.text())
        .collect(Collectors.joining());
  }
}
