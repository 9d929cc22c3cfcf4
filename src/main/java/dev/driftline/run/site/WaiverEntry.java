package dev.driftline.run.site;

import dev.driftline.model.site.WaiverNote;
import dev.driftline.policy.Check.Condition;
import dev.driftline.policy.site.Waiver;
import dev.driftline.policy.site.Waiver.Accepts;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/// A waiver as one run knows it. It counts what it accepts.
final class WaiverEntry {
  final PlacedWaiver placed;
  final WaiverNote note;
  int used;

  WaiverEntry(PlacedWaiver placed, LocalDate day) {
    Waiver waiver = placed.waiver();
    this.placed = placed;
    this.note =
        new WaiverNote(
            waiver.at().file(),
            waiver.at().line(),
            waiver.until(),
            Math.toIntExact(ChronoUnit.DAYS.between(day, waiver.until())),
            waiver.reason(),
            waiver.ticket(),
            waiver.owner());
  }

  Waiver waiver() {
    return placed.waiver();
  }

  boolean concerns(String check, String host) {
    return waiver().checks().contains(check) && placed.hosts().contains(host);
  }

  /// Whether it is in force and accepts this kind.
  boolean counts(Accepts accepts) {
    return note.isInForce() && waiver().accepts().contains(accepts);
  }

  /// What a row must meet; empty if it accepts all of the check.
  List<Condition> conditions(String check) {
    return waiver().isWhole() ? List.of() : Objects.requireNonNull(waiver().where().get(check));
  }
}
