package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.probe.processes.ProcessesProbe;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A host that shows a part of `/proc` says which. Needs root, and the Debian package util-linux (unshare).
@Tag("host")
class PartOfProcTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "mount -t proc -o subset=pid proc /proc; the host's /proc shows processes only, as with the mount option"
            + " subset=pid, so that the process table cannot be read",
        "mount -t tmpfs none /proc; the host shows no /proc, so that the process table cannot be read"
      })
  @DisplayName("U8 /proc with subset=pid")
  void saysWhatIsMissing(String mount, String why) {
    Answer answer =
        LocalRun.in(
                "unshare",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "sh",
                "-c",
                mount + " && exec sh -s")
            .ask(new ProcessesProbe(), new Question("processes"));
    assertThat(answer).isInstanceOf(Answer.Unknown.class);
    assertThat(((Answer.Unknown) answer).reason()).isEqualTo(Reason.UNSUPPORTED);
    assertThat(((Answer.Unknown) answer).why()).isEqualTo(why);
  }
}
