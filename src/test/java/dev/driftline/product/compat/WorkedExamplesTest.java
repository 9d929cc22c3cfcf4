package dev.driftline.product.compat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.product.compat.file.CompatTables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Upgrades that people do, by the shipped tables.
class WorkedExamplesTest {

  @Test
  void theFoundingStorysPairWasCompatible() {
    Change change = upgrade("mysql", "libmysqlclient 5.1.73", "mysql 5.1.73", "mysql 5.5.62");
    assertThat(worse(change)).isEmpty();
    assertThat(change.then().compatible()).contains(Compatible.OK);
    assertThat(oks(change.then())).containsExactly("my-51-55");
  }

  @Test
  void connectorC33FollowsMariaDbTo114() {
    Change change = upgrade("mysql", "libmariadb 3.3.20", "mariadb 10.11.19", "mariadb 11.4.5");
    assertThat(worse(change)).isEmpty();
    assertThat(oks(change.then())).containsExactly("maria-ok", "maria-114-lib");
    assertThat(change.then().compatible()).contains(Compatible.OK);
    assertThat(change.then().undecided()).isEmpty();
  }

  @Test
  void aSeriesIsEnoughWhereEachReleaseOfItIsAlike() {
    TableProduct library = product("mysql", "libmariadb");
    Change change =
        upgrade(
            "mysql",
            Party.ofSeries(library, "3.3"),
            "mariadb 10.11.19",
            "mariadb 11.4.5",
            Map.of());
    assertThat(worse(change)).isEmpty();
    assertThat(change.then().compatible()).contains(Compatible.OK);
  }

  @Test
  void aNewCommandLineNeedsTlsOfAnOldServer() {
    CompatTable table = table("mysql");
    Situation old = situation("mysql", party("mysql", "mariadb-cli 10.11.19"), "mariadb 10.11.19");
    Situation upgraded =
        situation("mysql", party("mysql", "mariadb-cli 11.4.5"), "mariadb 10.11.19");
    assertThat(worse(Compatibility.change(table, old, upgraded, Map.of(), false)))
        .contains("maria-114-cli-no-tls major usual");
  }

  @Test
  void oldAccountsKeepTheirPluginInPlace() {
    Change change = upgrade("mysql", "libmysqlclient 5.7.20", "mysql 5.7.44", "mysql 8.0.36");
    assertThat(worse(change))
        .containsExactlyInAnyOrder(
            "my-sha2-lib minor unusual",
            "my-tls12-floor minor unusual",
            "maria-tls13-only minor unusual",
            "no-auto-create-user minor open");
    assertThat(change.then().compatible()).contains(Compatible.RISK);
  }

  @Test
  void whatIsToldIsBroken() {
    Change told =
        upgrade(
            "mysql",
            party("mysql", "libmysqlclient 5.7.20"),
            "mysql 5.7.44",
            "mysql 8.0.36",
            Map.of("account_plugin", "caching_sha2_password"));
    assertThat(worse(told)).contains("my-sha2-lib critical told");
    assertThat(told.then().compatible()).contains(Compatible.BROKEN);
  }

  @Test
  void aNewServerHasNoOldAccounts() {
    Change change =
        Compatibility.change(
            table("mysql"),
            situation("mysql", party("mysql", "libmysqlclient 5.7.20"), "mysql 5.7.44"),
            situation("mysql", party("mysql", "libmysqlclient 5.7.20"), "mysql 8.0.36"),
            Map.of(),
            true);
    assertThat(worse(change)).contains("my-sha2-lib critical told");
  }

  @Test
  void mysql84SwitchesTheOldPluginOff() {
    Change change = upgrade("mysql", "libmysqlclient 5.7.20", "mysql 8.0.36", "mysql 8.4.3");
    assertThat(worse(change))
        .containsExactlyInAnyOrder(
            "my-native-off-84 major usual", "my-84-master-words-any minor open");
  }

  @Test
  void libraries5723AndNewerAreOk() {
    Change change = upgrade("mysql", "libmysqlclient 5.7.23", "mysql 5.7.44", "mysql 8.0.36");
    assertThat(worse(change)).noneMatch(rule -> rule.startsWith("my-sha2-lib"));
    assertThat(oks(change.then())).contains("my-sha2-ok");
  }

  @Test
  void php73IsARiskAndPhp70IsAGreaterOne() {
    assertThat(worse(upgrade("mysql", "mysqlnd 7.3.33", "mysql 5.7.44", "mysql 8.0.36")))
        .contains("my-sha2-mysqlnd minor unusual");
    assertThat(worse(upgrade("mysql", "mysqlnd 7.0.33", "mysql 5.7.44", "mysql 8.0.36")))
        .contains("my-sha2-mysqlnd-default major usual", "charset-255 major usual");
  }

  @Test
  void libpq96KeepsItsMd5PasswordsUntilTheyAreSetAnew() {
    Change change = upgrade("postgresql", "libpq 9.6.24", "postgresql 9.6.24", "postgresql 14.11");
    assertThat(worse(change))
        .contains("pg-scram-libpq minor unusual", "pg-scram-hba-md5pw minor unusual");
  }

  @Test
  void aScramPasswordIsBrokenForLibpq96() {
    Change change =
        upgrade(
            "postgresql",
            party("postgresql", "libpq 9.6.24"),
            "postgresql 9.6.24",
            "postgresql 14.11",
            Map.of("role_password", "scram", "hba_method", "md5"));
    assertThat(worse(change)).contains("pg-scram-libpq critical told");
  }

  /// A client that is connected now shows that the told password is not there yet: the upgrade is what breaks it.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsToldIsAboutTheTimeAfterTheUpgrade(boolean established) {
    CompatTable table = table("postgresql");
    Party client = party("postgresql", "libpq 9.6.24");
    Situation now =
        new Situation(client, party("postgresql", "postgresql 15.8"), Map.of(), established);
    Situation then =
        new Situation(client, party("postgresql", "postgresql 17.2"), Map.of(), established);

    assertThat(worse(Compatibility.change(table, now, then, Map.of(), false)))
        .noneMatch(rule -> rule.startsWith("pg-scram-libpq"));
    assertThat(
            worse(Compatibility.change(table, now, then, Map.of("role_password", "scram"), false)))
        .contains("pg-scram-libpq major usual");
    Map<String, String> both = Map.of("role_password", "scram", "hba_method", "md5");
    Change told = Compatibility.change(table, now, then, both, false);
    assertThat(worse(told)).contains("pg-scram-libpq critical told");
    assertThat(told.then().compatible()).contains(Compatible.BROKEN);
    assertThat(worse(Compatibility.change(table, now, then, Map.of("role_password", "md5"), false)))
        .noneMatch(rule -> rule.startsWith("pg-scram-libpq"));
  }

  @Test
  void libpq15SpeaksToPostgresql96() {
    Judgement now =
        Compatibility.now(
            table("postgresql"),
            new Situation(
                party("postgresql", "libpq 15.6"),
                party("postgresql", "postgresql 9.6.24"),
                Map.of(),
                false));
    assertThat(now.compatible()).contains(Compatible.OK);
    assertThat(told(now)).containsExactly("pg-v3-ok", "libpq15-96");
  }

  private static Change upgrade(String table, String client, String now, String then) {
    return upgrade(table, party(table, client), now, then, Map.of());
  }

  private static Change upgrade(
      String table, Party client, String now, String then, Map<String, String> told) {
    return Compatibility.change(
        table(table), situation(table, client, now), situation(table, client, then), told, false);
  }

  private static Situation situation(String table, Party client, String server) {
    return new Situation(client, party(table, server), new HashMap<>(), true);
  }

  private static Party party(String table, String words) {
    String[] parts = words.split(" ", -1);
    return Party.of(product(table, parts[0]), parts[1]);
  }

  private static TableProduct product(String table, String name) {
    return table(table).product(name).orElseThrow();
  }

  private static CompatTable table(String name) {
    Optional<CompatTable> table = CompatTables.named(name);
    return table.orElseThrow();
  }

  private static List<String> worse(Change change) {
    return change.worse().stream()
        .map(rule ->
            rule.id() + " " + rule.severity().orElseThrow().word() + " " + rule.weight().word())
        .collect(Collectors.toList());
  }

  private static List<String> oks(Judgement judgement) {
    return judgement.rules().stream()
        .filter(rule -> rule.compatible() == Compatible.OK && rule.holds())
        .map(Rule::id)
        .toList();
  }

  private static List<String> told(Judgement judgement) {
    return judgement.rules().stream().filter(Rule::holds).map(Rule::id).toList();
  }
}
