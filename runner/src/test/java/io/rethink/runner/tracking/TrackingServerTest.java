package io.rethink.runner.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.api.UserException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackingServerTest {

  @Test
  void withoutTheVariableThereIsNone() {
    assertThat(TrackingServer.named(Map.of())).isEmpty();
    assertThat(TrackingServer.named(Map.of("MLFLOW_TRACKING_URI", "  "))).isEmpty();
  }

  @Test
  void aNameAndAPasswordMakeBasicAuthentication() {
    // RFC 7617, section 2: user "Aladdin", password "open sesame".
    assertThat(
            named(
                    "http://host:5000/",
                    "MLFLOW_TRACKING_USERNAME",
                    "Aladdin",
                    "MLFLOW_TRACKING_PASSWORD",
                    "open sesame")
                .authorization())
        .contains("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  }

  @Test
  void aTokenMakesBearerAuthentication() {
    assertThat(named("http://host", "MLFLOW_TRACKING_TOKEN", "abc", "X", "y").authorization())
        .contains("Bearer abc");
    assertThat(named("http://host", "A", "b", "C", "d").authorization()).isEmpty();
  }

  @Test
  void credentialsInTheAddressAreUsedAndNeverShown() {
    TrackingServer server =
        named("https://Aladdin:open%20sesame@host:8443/mlflow/", "A", "b", "C", "d");
    assertThat(server.uri()).isEqualTo(URI.create("https://host:8443/mlflow"));
    assertThat(server.identity()).isEqualTo("https://host:8443/mlflow");
    assertThat(server.authorization()).contains("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assertThat(server.toString()).doesNotContain("Aladdin", "sesame");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sqlite:///mlflow.db",
        "file:./mlruns",
        "./mlruns",
        "databricks",
        "http:/host",
        "http://us er:secret@host",
        "ftp://user:secret@host"
      })
  void whatIsNoServerIsRefusedInOneLineWithoutItsPassword(String uri) {
    assertThatThrownBy(() -> TrackingServer.named(Map.of("MLFLOW_TRACKING_URI", uri)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("MLFLOW_TRACKING_URI is ")
        .hasMessageContaining("./rethink ui")
        .hasMessageNotContaining("secret")
        .hasMessageNotContaining("\n");
  }

  private static TrackingServer named(
      String uri, String name, String value, String name2, String value2) {
    return TrackingServer.named(Map.of("MLFLOW_TRACKING_URI", uri, name, value, name2, value2))
        .orElseThrow();
  }
}
