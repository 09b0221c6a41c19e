package dev.kaptan.api.engine.request;

/**
 * What a request is about, read off method, path and query alone; upstream's {@code RequestInfo}.
 *
 * <p>Strings that do not apply are empty, as on the wire ({@code SubjectAccessReview} attributes).
 *
 * @param resourceRequest whether the path lies below {@code /api/<version>/} or {@code
 *     /apis/<group>/<version>/} and names a resource
 * @param verb {@code get list watch create update patch delete deletecollection} for resources
 *     (also {@code bind}-like special verbs are not made here); the lower-case HTTP method
 *     otherwise
 * @param path the decoded path, without the query
 * @param apiGroup empty for the core group
 * @param name empty for requests on collections
 */
public record RequestInfo(
        boolean resourceRequest,
        String verb,
        String path,
        String apiGroup,
        String apiVersion,
        String namespace,
        String resource,
        String subresource,
        String name) {}
