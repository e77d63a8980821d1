"""Sections 7.6 and 14: normalizations. The precision is that of the arrays.

x of batch normalization is [N, C, P]; features are channels of one pixel, which gives the bits of 7.6."""

import numpy as np

from notation import lane_sum, last_sum


def inverse_of(variance, epsilon):
    P = variance.dtype.type
    return P(1) / np.sqrt(variance + P(epsilon))


def plane_chain(x):
    """14.1: over the images."""
    return last_sum(lane_sum(x))


def batch_norm(x, gamma, beta, epsilon):
    """14.2: y, normalized, inverse, mean, variance."""
    m = x.dtype.type(x.shape[0] * x.shape[2])
    mean = plane_chain(x) / m
    d = x - mean[:, None]
    variance = plane_chain(d * d) / m
    inverse = inverse_of(variance, epsilon)
    normalized = d * inverse[:, None]
    return gamma[:, None] * normalized + beta[:, None], normalized, inverse, mean, variance


def batch_norm_inference(x, gamma, beta, mean, variance, epsilon):
    """14.2"""
    inverse = inverse_of(variance, epsilon)
    return gamma[:, None] * ((x - mean[:, None]) * inverse[:, None]) + beta[:, None]


def batch_norm_backward(dy, gamma, normalized, inverse):
    """14.2: dx, dgamma, dbeta."""
    m = dy.dtype.type(dy.shape[0] * dy.shape[2])
    dbeta, dgamma = plane_chain(dy), plane_chain(dy * normalized)
    f = (gamma * inverse) / m
    return f[:, None] * ((m * dy - dbeta[:, None]) - normalized * dgamma[:, None]), dgamma, dbeta


def layer_norm(x, gamma, beta, epsilon):
    """7.6: y, normalized, inverse."""
    columns = x.dtype.type(x.shape[1])
    d = x - (lane_sum(x) / columns)[:, None]
    inverse = inverse_of(lane_sum(d * d) / columns, epsilon)
    normalized = d * inverse[:, None]
    return gamma * normalized + beta, normalized, inverse


def layer_norm_backward(dy, gamma, normalized, inverse):
    """7.6: dx, dgamma, dbeta."""
    columns = dy.dtype.type(dy.shape[1])
    g = dy * gamma
    s, t = lane_sum(g)[:, None], lane_sum(g * normalized)[:, None]
    f = (inverse / columns)[:, None]
    return f * ((columns * g - s) - normalized * t), last_sum(dy * normalized), last_sum(dy)


def channel_chain(x):
    """14.3: over the channels of each group of [N, G, C]."""
    return last_sum(np.moveaxis(x, 2, 0))


def group_norm(x, gamma, beta, epsilon):
    """14.3, x of [N, G, C, P], gamma and beta of [G, C]: y, normalized, inverse."""
    k = x.dtype.type(x.shape[2] * x.shape[3])
    d = x - (channel_chain(lane_sum(x)) / k)[..., None, None]
    inverse = inverse_of(channel_chain(lane_sum(d * d)) / k, epsilon)
    normalized = d * inverse[..., None, None]
    return gamma[..., None] * normalized + beta[..., None], normalized, inverse


def group_norm_backward(dy, gamma, normalized, inverse):
    """14.3: dx, dgamma, dbeta."""
    k = dy.dtype.type(dy.shape[2] * dy.shape[3])
    a, b = lane_sum(dy), lane_sum(dy * normalized)
    s, t, f = (each[..., None, None] for each in (channel_chain(a * gamma), channel_chain(b * gamma), inverse / k))
    return f * ((k * (dy * gamma[..., None]) - s) - normalized * t), last_sum(b), last_sum(a)
