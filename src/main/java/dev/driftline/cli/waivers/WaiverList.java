package dev.driftline.cli.waivers;

import dev.driftline.model.site.WaiverNote;
import dev.driftline.policy.site.Waiver;
import dev.driftline.text.Count;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// All waivers, two lines each, those that end first before the others.
final class WaiverList {

  private WaiverList() {}

  static List<String> of(List<Waiver> waivers, LocalDate today) {
    List<String> lines = new ArrayList<>();
    waivers.stream()
        .sorted(Comparator.comparing(Waiver::until))
        .forEach(waiver -> {
          lines.add(
              "%s  until %s, %s"
                  .formatted(
                      waiver.at().file() + ":" + waiver.at().line(),
                      waiver.until(),
                      left(waiver, today)));
          lines.add(
              "  %s on %s%s%s: %s"
                      .formatted(
                          String.join(", ", waiver.checks()),
                          waiver.hosts().text(),
                          waiver.written().map(where -> ", where " + where).orElse(""),
                          accepts(waiver),
                          waiver.reason())
                  + details(waiver));
        });
    return lines;
  }

  private static String left(Waiver waiver, LocalDate today) {
    long days = ChronoUnit.DAYS.between(today, waiver.until());
    if (days < 0) {
      return "ended %s ago".formatted(Count.of(-days, "day"));
    }
    String ending = days < WaiverNote.WARNING_DAYS ? "ending: " : "";
    return ending + (days == 0 ? "its last day" : "%s left".formatted(Count.of(days, "day")));
  }

  private static String accepts(Waiver waiver) {
    String words =
        waiver.accepts().stream()
            .sorted()
            .map(Waiver.Accepts::word)
            .collect(Collectors.joining(" and "));
    return words.equals("drift") ? "" : ", accepts " + words;
  }

  private static String details(Waiver waiver) {
    String details =
        waiver.ticket().map(ticket -> ", ticket " + ticket).orElse("")
            + waiver.owner().map(owner -> ", owner " + owner).orElse("");
    return details.isEmpty() ? "" : " (%s)".formatted(details.substring(2));
  }
}
