package com.khaosbridge.starter.codec;

import com.khaosbridge.activities.keys.WorkflowPayloads;
import com.khaosbridge.activities.settings.BridgeSettings;
import java.util.List;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.util.StringUtils;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** The codec endpoint at {@code /codec}, if it has a token. */
@Configuration(proxyBeanMethods = false)
@Conditional(CodecEndpointConfiguration.HasToken.class)
class CodecEndpointConfiguration {
  private static final String PREFIX = "khaos-bridge.encryption.endpoint";
  private static final String PATHS = "/codec/*";

  static final class HasToken implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return StringUtils.hasText(context.getEnvironment().getProperty(PREFIX + ".token"));
    }
  }

  @Bean
  CodecEndpointSettings codecEndpointSettings(Environment environment) {
    return Binder.get(environment).bind(PREFIX, CodecEndpointSettings.class).get();
  }

  @Bean
  RouterFunction<ServerResponse> codecEndpoint(BridgeSettings settings) {
    CodecEndpoint endpoint = new CodecEndpoint(WorkflowPayloads.codec(settings.encryption()));
    return RouterFunctions.route()
        .POST("/codec/encode", endpoint::encode)
        .POST("/codec/decode", endpoint::decode)
        .GET("/codec/", request -> ServerResponse.ok().body("You may go back to the web UI now.\n"))
        .build();
  }

  /**
   * Browsers ask first whether a page may call, without a token: so this comes before the guard.
   */
  @Bean
  FilterRegistrationBean<CorsFilter> codecOrigin(CodecEndpointSettings settings) {
    CorsConfiguration rules = new CorsConfiguration();
    String origin = settings.uiOrigin();
    rules.setAllowedOrigins(origin == null ? List.of() : List.of(origin));
    rules.setAllowedMethods(List.of(HttpMethod.POST.name()));
    rules.setAllowedHeaders(
        List.of(
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.AUTHORIZATION,
            "Authorization-Extras",
            "X-Namespace"));
    rules.setAllowCredentials(true);
    UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
    source.registerCorsConfiguration("/codec/**", rules);
    return first(new CorsFilter(source), Ordered.HIGHEST_PRECEDENCE);
  }

  @Bean
  FilterRegistrationBean<TokenGuard> codecGuard(CodecEndpointSettings settings) {
    return first(new TokenGuard(settings.token()), Ordered.HIGHEST_PRECEDENCE + 1);
  }

  private static <F extends jakarta.servlet.Filter> FilterRegistrationBean<F> first(
      F filter, int order) {
    FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
    registration.addUrlPatterns(PATHS);
    registration.setOrder(order);
    return registration;
  }
}
