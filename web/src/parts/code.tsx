// SPDX-License-Identifier: GPL-3.0-or-later
// code.tsx - a text as a picture to scan. Its place is kept before it comes.
import { useEffect, useState } from 'preact/hooks';
import { ApiError, post } from '../api';
import { Failure } from './basics';

export function Code({ text, label }: { text: string; label: string }) {
  const [picture, setPicture] = useState<string>();
  const [error, setError] = useState<ApiError>();
  useEffect(() => {
    let current = true;
    post<string>('/qr', { text }).then(
      (drawn) => current && setPicture('data:image/svg+xml,' + encodeURIComponent(drawn)),
      (failed: ApiError) => current && setError(failed),
    );
    return () => {
      current = false;
    };
  }, [text]);
  if (error) return <Failure error={error} />;
  return <span class="code">{picture && <img src={picture} alt={label} width="220" height="220" />}</span>;
}
