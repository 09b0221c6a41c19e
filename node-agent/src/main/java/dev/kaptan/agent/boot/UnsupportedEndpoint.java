package dev.kaptan.agent.boot;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.Map;

/** What a kubelet serves and this agent does not: said clearly instead of "not found". */
@RestController
final class UnsupportedEndpoint {

    @RequestMapping({
        "/portForward/**",
        "/run/**",
        "/cri/**",
        "/checkpoint/**",
        "/configz",
        "/debug/**"
    })
    ResponseEntity<Map<String, Object>> unsupported(HttpServletRequest request) {
        var path = request.getRequestURI();
        return ResponseEntity.status(HttpStatus.NOT_IMPLEMENTED)
                .body(
                        Map.of(
                                "kind", "Status",
                                "apiVersion", "v1",
                                "status", "Failure",
                                "reason", "NotImplemented",
                                "message", "the node agent does not support " + path,
                                "code", HttpStatus.NOT_IMPLEMENTED.value()));
    }
}
